"""What goes wrong with services, each in one line."""

from __future__ import annotations


class AddressIsTaken(Exception):
    """Another service stands at this address."""
