"""Told after commit."""

from django.dispatch import Signal

# file: PrivateFile, of which the scanner has now said that it is clean, infected, or cannot be scanned for good.
file_decided = Signal()
