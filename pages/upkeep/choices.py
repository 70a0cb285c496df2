"""Words of upkeep."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TranslationState(TextChoices):
    """How a page stands in one language."""

    ORIGINAL = "original", _("original")
    TRANSLATED = "translated", _("translated")
    OUT_OF_DATE = "out-of-date", _("out of date")
    DRAFT = "draft", pgettext_lazy("translation", "draft")
    MISSING = "missing", _("missing")


# What asks for somebody's work, most urgent first.
UNFINISHED = (TranslationState.MISSING, TranslationState.OUT_OF_DATE, TranslationState.DRAFT)


class LinkProblem(TextChoices):
    """Why a link leads nowhere."""

    PAGE_GONE = "page-gone", _("the page was deleted")
    PAGE_NOT_PUBLIC = "page-not-public", _("the page is not public")
    DOCUMENT_GONE = "document-gone", _("the document was deleted")
    NO_ANSWER = "no-answer", _("there is nothing at this address")
    OUTSIDE_GONE = "outside-gone", _("the other site has no such page")
    OUTSIDE_BROKEN = "outside-broken", _("the other site answers with an error")
    OUTSIDE_SILENT = "outside-silent", _("the other site does not answer")
    OUTSIDE_UNKNOWN = "outside-unknown", _("there is no such site")
    OUTSIDE_PRIVATE = "outside-private", _("leads into a private network")


# Of links to other sites: kept from one look to the next, and told when they last.
OUTSIDE_PROBLEMS = (
    LinkProblem.OUTSIDE_GONE,
    LinkProblem.OUTSIDE_BROKEN,
    LinkProblem.OUTSIDE_SILENT,
    LinkProblem.OUTSIDE_UNKNOWN,
    LinkProblem.OUTSIDE_PRIVATE,
)
