from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The officer's queue and the resident's own affairs: faces of other rooms, and the views that officers keep."""

    name = "engagement.desk"
    label = "engagement_desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from engagement.desk.office.documents import documents_panel
        from engagement.desk.office.files import files_panel
        from engagement.desk.public.documents import my_documents
        from engagement.desk.registry import case_panels, my_sections

        case_panels.add("files", files_panel)
        case_panels.add("documents", documents_panel)
        my_sections.add("documents", my_documents)
