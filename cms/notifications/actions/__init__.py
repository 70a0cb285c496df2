"""Writing mail down; letters; codes that show whose an address is."""

from cms.notifications.actions.codes import confirm_address, send_code
from cms.notifications.actions.letters import Letter, write_letter
from cms.notifications.actions.mail import note_bounce, send_again, write_mail

__all__ = [
    "Letter",
    "confirm_address",
    "note_bounce",
    "send_again",
    "send_code",
    "write_letter",
    "write_mail",
]
