from django.db import migrations

import pages.base.fields


class Migration(migrations.Migration):
    dependencies = [("pages_services", "0002_fees_and_form_tests")]

    operations = [
        migrations.AddField(
            model_name="servicepage",
            name="documents",
            field=pages.base.fields.BodyField(
                [],
                blank=True,
                help_text="One for each decision. None: the template that names this service, else a general one.",
                verbose_name="documents that follow",
            ),
        ),
    ]
