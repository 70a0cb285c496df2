from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    """The municipalities that this installation serves, and what each says of itself."""

    name = "cms.municipalities"
    label = "cms_municipalities"
    verbose_name = _("Municipalities")

    def ready(self) -> None:
        from cms.municipalities import receivers  # noqa: F401 (connects the signals once the models stand)
        from cms.municipalities.addresses import teach_wagtail
        from cms.municipalities.reading_role import after_migration

        teach_wagtail()
        post_migrate.connect(after_migration, dispatch_uid="reading role")
