"""What other wings use of this room beside its tables."""

from cms.municipalities.addresses import address_of
from cms.municipalities.page_cache import PAGES_STAMP

__all__ = ["PAGES_STAMP", "address_of"]
