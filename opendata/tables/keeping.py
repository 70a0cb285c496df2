"""Which earlier states can still be asked for, and why others cannot."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kit.api.errors import Gone
from opendata.tables.models import Revision
from opendata.tables.reading import Facts


def were_taken_back(facts: Facts) -> bool:
    """Whether the states before the oldest one were removed because they held what became private, not for their age.

    What goes for its age leaves a state from before the border (forgetting.forget_old_history): one that is younger was
    left by the other deed. The log of deeds is closed to the role that the open API reads with.
    """
    border = timezone.now() - timedelta(days=settings.HISTORY_DAYS)
    numbers = Revision.objects.filter(collection_id=facts.id)
    oldest = numbers.filter(number=facts.oldest_revision).first()
    is_young = oldest is not None and (oldest.at >= border or not settings.HISTORY_DAYS)
    return is_young and numbers.filter(number__lt=facts.oldest_revision).exists()


def check_kept(number: int, facts: Facts) -> None:
    """Raises Gone for a revision whose rows are no longer kept, with the reason where it is not their age."""
    if number >= facts.oldest_revision:
        return
    told = _("Revisions before %(oldest)s are no longer kept; the present one is %(latest)s.") % {
        "oldest": facts.oldest_revision,
        "latest": facts.revision,
    }
    raise Gone(f"{told} {reason()}" if were_taken_back(facts) else told)


def reason() -> str:
    """Why states were removed before their time, in the language of the page."""
    return _("Earlier states were removed because they held what is not public any more.")
