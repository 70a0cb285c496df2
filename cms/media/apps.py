from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and documents of the municipality, public and private."""

    name = "cms.media"
    label = "cms_media"
    verbose_name = _("Pictures and documents")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from cms.media import receivers  # noqa: F401 (connects itself)
        from cms.media.actions import let_administrators_into_the_library
        from cms.municipalities.registry import provisioners

        provisioners.add("cms.media", lambda _town: let_administrators_into_the_library())
        films = [f"cms_media.{verb}_video" for verb in ("view", "add", "change", "delete")]
        group_permissions.add("cms.media", {EDITORS: films, APPROVERS: films, ADMINISTRATORS: films})
