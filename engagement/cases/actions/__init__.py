"""Everything that happens to a case, each under the lock of its row, with one entry of its timeline."""

from engagement.cases.actions.assigning import assign, take_case
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
    "answer_from_applicant",
    "ask_applicant",
    "assign",
    "close",
    "consult",
    "decide",
    "file_submission",
    "give_opinion",
    "mark_issued",
    "note_look",
    "object_to",
    "reopen",
    "take_case",
    "withdraw",
    "write_note",
    "write_to_applicant",
]
