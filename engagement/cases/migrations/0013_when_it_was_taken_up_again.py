from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagement_cases", "0012_who_is_asked_is_found_quickly")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="reopened_on",
            field=models.DateField(blank=True, null=True, verbose_name="reopened on"),
        ),
    ]
