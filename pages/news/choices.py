"""Words of news."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NewsKind(TextChoices):
    """What sort of article it is."""

    NEWS = "news", _("News")
    ANNOUNCEMENT = "announcement", _("Announcement")
    PRESS = "press", _("Press release")
