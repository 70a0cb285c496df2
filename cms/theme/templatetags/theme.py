"""Template tags of the theme: icons, small charts, addresses with a changed query, figures, forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from cms.theme import charts
from cms.theme.forms import dress
from cms.theme.registry import Surroundings, surroundings

register = template.Library()
# As they are written in Greece: ten digits, the first a 2 or a 6, in groups or not.
PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)30[ -]?)?[26]\d{2}[ -]?\d{3}[ -]?\d{4}(?!\d)", re.ASCII)


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """One icon of the sprite (assets/icons.txt), not read aloud: a word stands beside it."""
    return _drawn(slugify(name), f"icon {extra_class}".strip())


@lru_cache(maxsize=1000)
def _drawn(name: str, classes: str) -> SafeString:
    """A page has two dozen of them, mostly the same as the page before; the sprite's address stays while we run."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("theme/icons.svg"),
        name,
    )


@register.simple_tag
def sparkline(points: Iterable[float] | None, tone: str = "", label: str = "") -> SafeString:
    """A line of the points as SVG; `tone` is olive, accent or sun; `label` says it in words."""
    return charts.sparkline(points or (), tone=tone, label=label)


@register.simple_tag
def histogram(counts: Iterable[float] | None, label: str = "") -> SafeString:
    """Bars of the counts as SVG, for the distribution of a column."""
    return charts.histogram(counts or (), label=label)


@register.simple_tag
def bar(share: float) -> SafeString:
    """A bar beside a number in a table, `share` of 100 long; what is there is never too short to be seen."""
    width = max(min(share, 100.0), 0.8) if share > 0 else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="10"></rect></svg>',
        f"{width:g}",
    )


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """The current query string with some parameters set, or dropped when None or empty; starts with `?`."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode(safe="/:,")


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: Any) -> str:
    """The current query string without one value of one parameter; the page number goes too."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    query.setlist(name, [kept for kept in query.getlist(name) if kept != str(value)])
    query.pop("page", None)
    return "?" + query.urlencode(safe="/:,")


@register.simple_tag(takes_context=True)
def surrounded(context: Context, name: str) -> Surroundings:
    """An editor's words around a list; empty ones where nobody wrote any."""
    request = context.get("request")
    found = (ask(request, name) for ask in surroundings) if request else iter(())
    return next((words for words in found if words is not None), Surroundings())


@register.filter
def figure(value: Any, decimals: int | None = None) -> str:
    """A number with the language's thousands and decimal marks; anything else unchanged."""
    if value is None or value == "" or isinstance(value, bool):
        return "" if value is None else str(value)
    try:
        Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | None]:
    """Page numbers worth showing around the current one; None where some are left out."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else None


@register.filter
def portal(form: forms.BaseForm) -> forms.BaseForm:
    """`{{ form|portal }}`: any form (of allauth, of a filter) drawn as the portal draws its own."""
    return dress(form)


@register.filter
def phones(text: object) -> SafeString:
    """A short text in which telephone numbers can be called."""
    words = str(text)
    ends = [0, *(end for found in PHONE.finditer(words) for end in found.span()), len(words)]
    parts = [words[first:last] for first, last in pairwise(ends)]
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a class="whole" href="tel:{}">{}</a>', "".join(part.split()), part),)
            if number % 2
            else (part,)
            for number, part in enumerate(parts)
        ),
    )
