"""Words of content pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChildOrder(TextChoices):
    """How a section lists its pages."""

    TREE = "tree", _("As in the page tree")
    TITLE = "title", _("By title")
    NEWEST = "newest", _("Newest first, with dates")
