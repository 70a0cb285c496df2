import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages_services", "0004_officers_by_district"),
    ]

    operations = [
        migrations.AddField(
            model_name="servicepage",
            name="objection_days",
            field=models.PositiveSmallIntegerField(
                db_default=15,
                default=15,
                help_text="After a decision that goes against the applicant. 0: this portal offers no objection.",
                validators=[django.core.validators.MaxValueValidator(365)],
                verbose_name="days to object",
            ),
        ),
    ]
