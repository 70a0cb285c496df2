"""How the columns of our own are compared in a page's history."""

from __future__ import annotations

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class

from cms.kit.texts import TextByLanguage


class TextByLanguageComparison(FieldComparison):
    """Word by word in each language whose text is another one."""

    def htmldiff(self) -> SafeString:
        before, after = self.val_a or {}, self.val_b or {}
        changed = [
            (
                get_language_info(code)["name_local"],
                diff_text(before.get(code, ""), after.get(code, "")).to_html(),
            )
            for code in dict.fromkeys([*before, *after])
            if before.get(code, "") != after.get(code, "")
        ]
        return format_html_join("", "<p><strong>{}</strong>: {}</p>", changed)


def register() -> None:
    """Called once, when the app is ready."""
    register_comparison_class(TextByLanguage, comparison_class=TextByLanguageComparison)
