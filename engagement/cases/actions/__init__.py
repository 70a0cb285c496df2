"""Everything that happens to a case, each under the lock of its row, with one entry of its timeline."""

from engagement.cases.actions.absences import end_absence, note_absence
from engagement.cases.actions.assigning import assign, take_case
from engagement.cases.actions.claiming import claim_case
from engagement.cases.actions.correcting import answer_correction, ask_also, go_on
from engagement.cases.actions.counter import Caller, begin_for
from engagement.cases.actions.deciding import close, decide, mark_issued, object_to, reopen, withdraw
from engagement.cases.actions.filing import file_submission
from engagement.cases.actions.looking import note_look
from engagement.cases.actions.talking import (
    answer_from_applicant,
    ask_applicant,
    consult,
    give_opinion,
    write_note,
    write_to_applicant,
)

__all__ = [
    "Caller",
    "answer_correction",
    "answer_from_applicant",
    "ask_also",
    "ask_applicant",
    "assign",
    "begin_for",
    "claim_case",
    "close",
    "consult",
    "decide",
    "end_absence",
    "file_submission",
    "give_opinion",
    "go_on",
    "mark_issued",
    "note_absence",
    "note_look",
    "object_to",
    "reopen",
    "take_case",
    "withdraw",
    "write_note",
    "write_to_applicant",
]
