from django.db import migrations, models


class Migration(migrations.Migration):
    """The last day to object as it was when it was decided: a closing day that is entered later moves nothing.

    An empty column is added without a look at the rows; the next migration fills it.
    """

    dependencies = [("engagement_cases", "0009_a_colleague_is_waited_for_too")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="object_until",
            field=models.DateField(blank=True, null=True, verbose_name="may be objected to until"),
        )
    ]
