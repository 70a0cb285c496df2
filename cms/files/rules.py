"""Who may see a file, and who may take it away."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin
from cms.files.models import PrivateFile
from cms.files.owners import Owner
from cms.files.registry import readers


def is_owner(by: Owner, file: PrivateFile) -> bool:
    """The same person, or the holder of the same code or session."""
    if by.user is not None and file.owner_id == by.user.pk:
        return True
    return bool(by.token) and by.digest == file.owner_digest


def may_see_file(by: Owner, file: PrivateFile, visitor: Visitor) -> bool:
    """Until a form takes it, its owner. Then whoever the purpose's own rule lets, and nobody where there is none."""
    if file.claimed_at is None:
        return is_owner(by, file)
    reader = readers.get(file.purpose)
    return reader is not None and reader(visitor, file)


def may_remove_file(by: Owner, file: PrivateFile) -> bool:
    """Its owner, as long as no form has taken it."""
    return file.claimed_at is None and is_owner(by, file)


def may_see_waiting_files(visitor: Visitor) -> bool:
    """Administrators: which files wait for the scanner. Of a file they see the name, never the content."""
    return may_enter_admin(visitor) and visitor.has_perm("cms_files.view_privatefile")
