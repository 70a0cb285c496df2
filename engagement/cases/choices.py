"""Words of cases, and the one table of allowed moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Where a case stands. What comes before is a draft of a form (engagement.intake)."""

    SUBMITTED = "submitted", _("submitted")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING_FOR_APPLICANT = "waiting_applicant", _("waiting for the applicant")
    WAITING_FOR_BODY = "waiting_body", _("waiting for an opinion")
    DECIDED = "decided", _("decided")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")

    @property
    def told(self) -> str:
        """What the applicant reads; the label is the officer's."""
        return str(TOLD.get(self, self.label))


# Said to somebody who waits for us, or for whom we wait.
TOLD = {
    CaseState.WAITING_FOR_APPLICANT: _("we wait for your answer"),
    CaseState.WAITING_FOR_BODY: _("we have asked for an opinion"),
}


class Outcome(TextChoices):
    """How it was decided."""

    GRANTED = "granted", _("granted")
    PARTLY = "partly", _("partly granted")
    REFUSED = "refused", _("refused")


S = CaseState
# State -> where it may go. Checked in engagement.cases.actions.moving and nowhere else.
CASE_MOVES: dict[str, frozenset[str]] = {
    S.SUBMITTED: frozenset({S.IN_PROGRESS, S.WITHDRAWN, S.DECIDED}),
    S.IN_PROGRESS: frozenset({S.WAITING_FOR_APPLICANT, S.WAITING_FOR_BODY, S.DECIDED, S.WITHDRAWN}),
    S.WAITING_FOR_APPLICANT: frozenset({S.IN_PROGRESS, S.DECIDED, S.WITHDRAWN}),
    S.WAITING_FOR_BODY: frozenset({S.IN_PROGRESS, S.DECIDED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.ISSUED, S.CLOSED, S.REOPENED}),
    S.ISSUED: frozenset({S.CLOSED, S.REOPENED}),
    S.WITHDRAWN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset({S.REOPENED}),
    S.REOPENED: frozenset(
        {S.IN_PROGRESS, S.WAITING_FOR_APPLICANT, S.WAITING_FOR_BODY, S.DECIDED, S.WITHDRAWN}
    ),
}
# An officer still has to do something about these.
OPEN_STATES = frozenset({S.SUBMITTED, S.IN_PROGRESS, S.WAITING_FOR_APPLICANT, S.WAITING_FOR_BODY, S.REOPENED})
# People may write about these: an open one, and what was decided and issued.
TALKING_STATES = OPEN_STATES | {S.DECIDED, S.ISSUED}
# Somebody else has to answer first.
WAITING_STATES = frozenset({S.WAITING_FOR_APPLICANT, S.WAITING_FOR_BODY})
# The clock stands still while the town hall can do nothing.
PAUSING_STATES = frozenset({S.WAITING_FOR_APPLICANT})


class ApplicantKind(TextChoices):
    """Who asks."""

    PERSON = "person", _("a person")
    BUSINESS = "business", _("a business")
    NGO = "ngo", _("an association or NGO")


class EntryKind(TextChoices):
    """What an entry of the timeline tells of."""

    FILED = "filed", _("filed")
    MOVED = "moved", _("moved on")
    ASSIGNED = "assigned", _("given to")
    NOTE = "note", _("note")
    TO_APPLICANT = "to_applicant", _("message to the applicant")
    FROM_APPLICANT = "from_applicant", _("message from the applicant")
    CONSULTED = "consulted", _("asked for an opinion")
    OPINION = "opinion", _("opinion")
    DEADLINE = "deadline", _("deadline")
    DECIDED = "decided", _("decision")
    DOCUMENT = "document", _("document")
    OBJECTION = "objection", _("objection")
    DELIVERY = "delivery", _("delivery of mail")
    CLAIMED = "claimed", _("taken into an account")
    ERASED = "erased", _("personal data erased")


class Identity(TextChoices):
    """How an officer saw who stands at the counter or calls."""

    CARD = "card", _("identity card")
    PASSPORT = "passport", _("passport")
    LICENCE = "licence", _("driving licence")
    RESIDENCE = "residence", _("residence permit")
    CALLED_BACK = "called_back", _("called back under a known number")
    KNOWN = "known", _("known to the officer")
    OTHER = "other", _("in another way")
    NOT_SEEN = "not_seen", _("not seen")


class Assigning(TextChoices):
    """How a new case finds its officer."""

    BY_HAND = "by_hand", _("the department’s officers take cases themselves")
    ROUND_ROBIN = "round_robin", _("in turn")
    LEAST_LOADED = "least_loaded", _("whoever has the fewest open cases")
    BY_DISTRICT = "by_district", _("by the district of the place")


class Tacit(TextChoices):
    """What silence means once the legal time is over."""

    NOTHING = "", _("nothing: it stays open")
    CONSENT = "consent", _("consent")
    REFUSAL = "refusal", _("refusal")
