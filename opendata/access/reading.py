"""A key that came with a request."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kit.api.errors import BadKey
from cms.kit.reading import writing
from opendata.access.models import ApiKey
from opendata.access.secrets import digest_of, looks_like_key

# One question to the database a minute and key. A key that is taken back is forgotten at once.
REMEMBER_SECONDS = 60
Opened = tuple[int, int]


def read_key(text: str) -> Opened:
    """The key's number and its units a minute. Raises BadKey."""
    if not looks_like_key(text):
        raise BadKey(_("This is no key of this portal. Ask without it, or ask the municipality for one."))
    digest = digest_of(text)
    known: Opened | None = cache.get(remembered_as(digest))
    if known is None:
        known = _look_up(digest)
        cache.set(remembered_as(digest), known, REMEMBER_SECONDS)
    return known


def remembered_as(digest: str) -> str:
    """The cache's name for a key; the cache adds the municipality."""
    return f"api-key:{digest}"


def _look_up(digest: str) -> Opened:
    today = timezone.localdate()
    # The role that reads open data has no business with keys.
    with writing():
        key = ApiKey.objects.opening(today).filter(digest=digest).first()
        if key is None:
            raise BadKey(_("This key is not known here, has ended or was taken back."))
        if key.last_used_on != today:
            ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)
    return key.pk, key.units
