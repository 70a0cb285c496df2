"""Writing mail down; codes that show whose an address is."""

from cms.notifications.actions.codes import confirm_address, send_code
from cms.notifications.actions.mail import send_again, write_mail

__all__ = ["confirm_address", "send_again", "send_code", "write_mail"]
