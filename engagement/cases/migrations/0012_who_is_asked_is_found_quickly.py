"""Open cases in which somebody is asked for an opinion, found for the queue of each officer: a small part of all entries."""

from django.db import migrations, models
from django.db.models.fields.json import KeyTransform


class Migration(migrations.Migration):
    dependencies = [("engagement_cases", "0011_last_days_of_what_was_decided")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                KeyTransform("colleague", "data"),
                condition=models.Q(kind="consulted"),
                name="cases_entry_colleague",
            ),
        ),
    ]
