"""What other wings use of this room: where a model's private files go."""

from cms.media.storage import private_storage

__all__ = ["private_storage"]
