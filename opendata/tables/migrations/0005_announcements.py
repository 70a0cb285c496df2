from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opendata_tables", "0004_tiles_made_ahead")]

    operations = [
        migrations.AddField(
            "collection",
            "announcements",
            models.JSONField(blank=True, default=list, verbose_name="announcements"),
        ),
    ]
