"""Parameters of an open API: an unknown one is told, never passed over."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadParameter, UnknownParameter


def refuse_unknown(given: QueryDict, known: Collection[str]) -> None:
    """UnknownParameter for the first parameter that is not known, BadParameter for one that stands twice."""
    for name in given:
        if name not in known:
            raise UnknownParameter(
                _("There is no parameter “%(name)s” here.") % {"name": name}, parameter=name
            )
        if len(given.getlist(name)) > 1:
            raise BadParameter(_("Give “%(name)s” once.") % {"name": name}, parameter=name)
