from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of a state alone: what is waited for may be a colleague's opinion as well as another body's."""

    dependencies = [("engagement_cases", "0008_what_is_over_may_be_emptied")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted"),
                    ("in_progress", "in progress"),
                    ("waiting_applicant", "waiting for the applicant"),
                    ("waiting_body", "waiting for an opinion"),
                    ("decided", "decided"),
                    ("issued", "issued"),
                    ("withdrawn", "withdrawn"),
                    ("closed", "closed"),
                    ("reopened", "reopened"),
                ],
                default="submitted",
                max_length=20,
                verbose_name="state",
            ),
        )
    ]
