"""What other wings use of this room beside its tables."""

from cms.municipalities.addresses import address_of

__all__ = ["address_of"]
