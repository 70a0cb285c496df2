"""Words of the log that are used by more than one room; any other is shown as it is written."""

from django.utils.translation import gettext_noop

VERBS = (
    gettext_noop("created"),
    gettext_noop("changed"),
    gettext_noop("deleted"),
    gettext_noop("published"),
    gettext_noop("imported"),
    gettext_noop("signed in"),
    gettext_noop("sent again"),
    gettext_noop("found infected"),
)
