"""What higher rooms say of the files they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cms.accounts.rules import Visitor
from cms.kit.registry import Registry

if TYPE_CHECKING:
    from cms.files.models import PrivateFile

# By purpose: who may see a file that a form of this purpose has taken. Without an entry nobody may.
readers: Registry[Callable[[Visitor, PrivateFile], bool]] = Registry("readers of files")
