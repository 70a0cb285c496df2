"""Everything that is written of templates and documents."""

from engagement.documents.actions.ending import end_earlier, reissue, revoke
from engagement.documents.actions.issuing import drop, issue, issue_for_decision, try_again
from engagement.documents.actions.templates import keep_template, publish_template

__all__ = [
    "drop",
    "end_earlier",
    "issue",
    "issue_for_decision",
    "keep_template",
    "publish_template",
    "reissue",
    "revoke",
    "try_again",
]
