import django.db.models.deletion
from django.db import migrations, models

# What a collection's columns were before this migration is known of its present state only.
KEEP_PRESENT = """
    INSERT INTO opendata_tables_description (collection_id, since, fields, geometry_type)
    SELECT id, revision, fields, geometry_type FROM opendata_tables_collection WHERE revision > 0
"""


class Migration(migrations.Migration):
    dependencies = [("opendata_tables", "0005_announcements")]

    operations = [
        migrations.CreateModel(
            name="Description",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.PositiveIntegerField(verbose_name="since revision")),
                ("fields", models.JSONField(verbose_name="fields")),
                (
                    "geometry_type",
                    models.CharField(
                        choices=[
                            ("Point", "Point"),
                            ("MultiLineString", "MultiLineString"),
                            ("MultiPolygon", "MultiPolygon"),
                            ("Geometry", "Geometry"),
                            ("None", "None"),
                        ],
                        max_length=20,
                        verbose_name="kind of geometry",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="descriptions",
                        to="opendata_tables.collection",
                    ),
                ),
            ],
            options={
                "verbose_name": "description of columns",
                "verbose_name_plural": "descriptions of columns",
                "ordering": ("-since",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collection", "since"), name="tables_description_since_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP_PRESENT, migrations.RunSQL.noop),
    ]
