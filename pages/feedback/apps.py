from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """One press says that something is wrong with a page; staff see how often."""

    name = "pages.feedback"
    label = "pages_feedback"
    verbose_name = _("Problems with pages")
