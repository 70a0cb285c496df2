"""The terms of a service as plain data: who may ask, how often, until when, what is said and promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from engagement.intake.definition import Texts

USUAL_OBJECTION_DAYS = 15


@dataclass(frozen=True)
class Terms:
    """Everything but the form. Moments are ISO 8601 texts with an offset, empty for none."""

    needs_account: bool = False
    opens_at: str = ""
    closes_at: str = ""
    # 0: without limit.
    most_in_total: int = 0
    most_per_person: int = 0
    # Said instead of the form while it is out of order; empty: it is not.
    maintenance: Texts = field(default_factory=dict)
    # Until when an answer is promised: number and unit (days, working_days, months); 0: nothing is promised.
    deadline: int = 0
    deadline_unit: str = "working_days"
    # How a new case finds its officer (engagement.cases.choices.Assigning), and who has which district (e-mail).
    assigning: str = "by_hand"
    officers_by_district: tuple[Mapping[str, str], ...] = ()
    # What silence means after the legal time (engagement.cases.choices.Tacit).
    tacit: str = ""
    # Days in which one may object to a decision; 0: the portal takes no objection. Fifteen as for the special
    # administrative appeal against decisions of municipal bodies, Law 3852/2010, art. 227. Versions that were published
    # before there was this term have it too.
    objection_days: int = USUAL_OBJECTION_DAYS
    # Id of the question whose answer is the address for messages; empty: the first e-mail question.
    contact_question: str = ""
    # Lines of a fee: {"when": condition or null, "amount": expression, "label": texts}.
    fee: tuple[Mapping[str, Any], ...] = ()
    # "sum": all lines that apply; "first": the first of them. See engagement.eservices.fees.
    fee_how: str = "sum"
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    # Subject and text of the confirmation, with placeholders in braces.
    mail_subject: Texts = field(default_factory=dict)
    mail_text: Texts = field(default_factory=dict)
    # Ids of the document templates that follow a decision (engagement.documents); they go before the service's own.
    documents: tuple[int, ...] = ()
    # Facts that stand above the start button and on the page: {"icon", "label": texts, "value": texts}.
    facts: tuple[Mapping[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data, ready for the database."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Terms:
        """What was stored; terms that this release does not know are passed over."""
        known = {each.name for each in fields(cls)}
        given: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return cls(**{key: value for key, value in given.items() if key in known})
