"""What pages ask of document templates before a service goes public with them."""

from __future__ import annotations

from engagement.documents.models import DocumentTemplate
from engagement.documents.placeholders import WORDS, unknown_in
from engagement.documents.richtext import words_of
from engagement.intake.contract import FormDefinition

__all__ = ["unknown_words"]


def unknown_words(template: DocumentTemplate, form: FormDefinition) -> list[str]:
    """Words in braces of the published template that neither the town hall nor the answers of this form can fill."""
    if template.current is None:
        return []
    content = template.current.read
    known = {*WORDS, *(question.name for question in form.questions() if question.name)}
    texts = [words_of(text) for text in content.texts.values()]
    texts += [*content.titles.values(), *content.signatories.values()]
    return list(dict.fromkeys(word for text in texts for word in unknown_in(text, known)))
