"""Addresses in English; the folded text that searches read holds both."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import cms.kit.folding


class Migration(migrations.Migration):
    dependencies = [("maps_trees", "0001_sites_trees_and_species")]

    operations = [
        migrations.AddField(
            model_name="plantingsite",
            name="english_address",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="address in English"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="plantingsite", name="trees_site_folded"),
        # The expression of a generated column cannot be changed: the column is made anew.
        migrations.RemoveField(model_name="plantingsite", name="folded"),
        migrations.AddField(
            model_name="plantingsite",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=cms.kit.folding.Folded(
                    cms.kit.folding.Joined(models.F("address"), models.F("english_address"))
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="plantingsite",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["folded"], name="trees_site_folded", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
