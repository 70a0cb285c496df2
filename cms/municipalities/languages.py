"""Which language a request is answered in: only the municipality's own ones count."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


def best_language(request: HttpRequest, languages: Sequence[str]) -> str:
    """The visitor's choice (cookie), else the browser's wishes in their order, else the town's first."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in languages:
        return str(chosen)
    for wish, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if wish == "*":
            break
        if wish.partition("-")[0] in languages:
            return wish.partition("-")[0]
    return languages[0]


class MunicipalityLanguageMiddleware(LocaleMiddleware):
    """Django's, for the languages of the municipality at hand.

    A prefix of another language activates one of the municipality's: the address resolves to nothing, 404.
    """

    def process_request(self, request: HttpRequest) -> None:
        languages = request.tenant.languages or [settings.LANGUAGE_CODE]  # type: ignore[attr-defined]  # set by the middleware
        named = translation.get_language_from_path(request.path_info)
        translation.activate(named if named and named in languages else best_language(request, languages))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A 404 of an address that needs no language in front stays one: no redirect for the API."""
        if response.status_code == 404 and getattr(request, "resolver_match", None) is not None:
            response.headers.setdefault(
                "Content-Language", translation.get_language() or settings.LANGUAGE_CODE
            )
            return response
        return super().process_response(request, response)
