"""What higher rooms do with what is sent for a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.kit.registry import Registry
from engagement.eservices.models import ServiceVersion
from engagement.intake.contract import Kept
from engagement.intake.models import Submission

# Called in the transaction that stores the submission, after the limits were counted, in order.
takers: Registry[Callable[[ServiceVersion, Submission], Any]] = Registry("takers of submissions")
# What the receipt shows; the first that knows something counts.
receipts: Registry[Callable[[Submission], Kept | None]] = Registry("receipts of submissions")
# Where a person can be written to, told beside the form; the empty text where nothing was. The first counts.
contacts: Registry[Callable[[Submission], str]] = Registry("addresses told beside a form")
