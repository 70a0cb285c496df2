"""Videos in the admin, beside pictures and documents."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.media.models import Video


class VideoForm(WagtailAdminModelForm):
    """A film in which somebody speaks has captions: some visitors cannot hear it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        captions = self.formsets.get("captions")
        if captions is None or cleaned.get("without_speech") or not captions.is_valid():
            return cleaned
        if not any(form.cleaned_data and not form.cleaned_data.get("DELETE") for form in captions.forms):
            problem = _("Add captions in at least one language, or say that nobody speaks in it.")
            self.add_error("without_speech", ValidationError(problem))
        return cleaned


Video.base_form_class = VideoForm


class VideoViewSet(SnippetViewSet):
    """Films with their captions."""

    model = Video
    icon = "media"
    menu_label = _("Videos")
    menu_name = "videos"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "created_at"]
    search_fields = ["title"]
    panels = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldPanel("poster"),
        FieldPanel("credit"),
        FieldPanel("without_speech"),
        InlinePanel(
            "captions",
            panels=[FieldPanel("language"), FieldPanel("file"), FieldPanel("transcript")],
            heading=_("Captions and transcript"),
            label=_("Captions"),
        ),
    ]
