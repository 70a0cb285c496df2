"""Words of upkeep."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranslationState(TextChoices):
    """How a page stands in one language."""

    ORIGINAL = "original", _("original")
    TRANSLATED = "translated", _("translated")
    OUT_OF_DATE = "out-of-date", _("out of date")
    DRAFT = "draft", _("draft")
    MISSING = "missing", _("missing")


# What asks for somebody's work, most urgent first.
UNFINISHED = (TranslationState.MISSING, TranslationState.OUT_OF_DATE, TranslationState.DRAFT)


class LinkProblem(TextChoices):
    """Why a link leads nowhere."""

    PAGE_GONE = "page-gone", _("the page was deleted")
    PAGE_NOT_PUBLIC = "page-not-public", _("the page is not public")
    DOCUMENT_GONE = "document-gone", _("the document was deleted")
    NO_ANSWER = "no-answer", _("there is nothing at this address")
