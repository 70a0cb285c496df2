"""One block a kind of question. What they share is a label, a hint, a short name, a condition, a message."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    RegexBlock,
    StreamBlock,
    StructBlock,
)

from engagement.intake.choices import Privacy
from pages.services.blocks.texts import TextsBlock


class NameBlock(RegexBlock):
    """What conditions call a question or an answer."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = {
            "regex": r"^[a-z][a-z0-9_]{0,39}$",
            "required": False,
            "max_length": 40,
            "label": _("Short name"),
            "help_text": _(
                "For conditions and messages: small Latin letters, digits and _, such as first_name."
            ),
            "error_messages": {
                "invalid": _("Begin with a letter; use only small Latin letters, digits and the sign _.")
            },
        }
        super().__init__(**{**wanted, **kwargs})


class ConditionBlock(CharBlock):
    """When something is asked: `kind = cafe and tables > 2`."""

    def __init__(self, **kwargs: Any) -> None:
        wanted = {
            "required": False,
            "max_length": 1_000,
            "label": _("Only when"),
            "help_text": _("A condition on earlier answers, such as: dog = yes and age > 2. Empty: always."),
        }
        super().__init__(**{**wanted, **kwargs})


class QuestionBlock(StructBlock):
    """What every question has. The block's own id is the question's id."""

    label = TextsBlock(label=_("Question"), required=True)
    hint = TextsBlock(label=_("Hint"))
    required = BooleanBlock(label=_("Must be answered"), required=False, default=True)
    name = NameBlock()
    when = ConditionBlock()
    error = TextsBlock(label=_("Own message when the answer is missing or wrong"))
    prefill = ChoiceBlock(
        label=_("Fill in beforehand"),
        required=False,
        choices=[("account.email", _("e-mail of the account")), ("account.name", _("name of the account"))],
    )
    privacy = ChoiceBlock(label=_("Privacy"), choices=Privacy.choices, default=Privacy.PERSONAL)

    # Names of the inner blocks that are settings of the kind.
    settings: tuple[str, ...] = ()


class ChoiceOfBlock(StructBlock):
    """One answer to choose. Its block id is the answer's id."""

    label = TextsBlock(label=_("Answer"), required=True)
    name = NameBlock()
    hint = TextsBlock(label=_("Hint"))


class TextQuestion(QuestionBlock):
    """A line or several."""

    most = IntegerBlock(label=_("Most letters"), required=False, min_value=1, max_value=20_000)
    settings = ("most",)

    class Meta:
        label = _("Short text")
        icon = "pilcrow"


class LongTextQuestion(TextQuestion):
    """Several lines."""

    class Meta:
        label = _("Long text")
        icon = "pilcrow"


class NumberQuestion(QuestionBlock):
    """A number."""

    least = DecimalBlock(label=_("At least"), required=False)
    most = DecimalBlock(label=_("At most"), required=False)
    decimals = IntegerBlock(label=_("Decimals"), required=False, min_value=0, max_value=6, default=0)
    unit = TextsBlock(label=_("Unit"))
    settings = ("least", "most", "decimals", "unit")

    class Meta:
        label = _("Number")
        icon = "order"


class DateQuestion(QuestionBlock):
    """A day."""

    class Meta:
        label = _("Date")
        icon = "date"


class YesNoQuestion(QuestionBlock):
    """Yes or no."""

    class Meta:
        label = _("Yes or no")
        icon = "check"


class OneOfQuestion(QuestionBlock):
    """One of several answers."""

    choices = ListBlock(ChoiceOfBlock(), label=_("Answers"), min_num=2, max_num=200)

    class Meta:
        label = _("One of several")
        icon = "radio-full"


class ManyOfQuestion(OneOfQuestion):
    """Any number of them."""

    class Meta:
        label = _("Several of several")
        icon = "list-ul"


class EmailQuestion(QuestionBlock):
    """An e-mail address."""

    class Meta:
        label = _("E-mail address")
        icon = "mail"


def question_blocks() -> list[tuple[str, QuestionBlock]]:
    """Every kind by the name it has in engagement.intake.kinds."""
    return [
        ("short_text", TextQuestion()),
        ("long_text", LongTextQuestion()),
        ("number", NumberQuestion()),
        ("date", DateQuestion()),
        ("yes_no", YesNoQuestion()),
        ("one_of", OneOfQuestion()),
        ("many_of", ManyOfQuestion()),
        ("email", EmailQuestion()),
    ]


class QuestionsBlock(StreamBlock):
    """The questions of a step."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(question_blocks(), **kwargs)


class StepBlock(StructBlock):
    """One page of the form."""

    title = TextsBlock(label=_("Title of the step"), required=True)
    text = TextsBlock(kind="rich", label=_("Text"))
    when = ConditionBlock()
    questions = QuestionsBlock(label=_("Questions"), max_num=100)

    class Meta:
        label = _("Step")
        icon = "list-ol"
