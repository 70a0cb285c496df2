"""One block a kind of question. What they share is a label, a hint, a short name, a condition, a message."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, BooleanBlock, ChoiceBlock, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.struct_block import BlockGroup

from engagement.intake.choices import Privacy
from engagement.intake.contract import Kind, Setting
from engagement.intake.registry import kinds, sources
from pages.services.blocks.chooser import group_of, in_order, says_of
from pages.services.blocks.names import ConditionBlock, NameBlock
from pages.services.blocks.sampling import sampled
from pages.services.blocks.settings import marks_of, settings_blocks
from pages.services.blocks.texts import TextsBlock

MOST_QUESTIONS, MOST_INNER, MOST_CHOICES = 100, 20, 200


def prefill_choices() -> list[tuple[str, Any]]:
    """Where a first answer may come from; rooms add their own."""
    return [(source.name, source.title) for source in sources]


class ChoiceOfBlock(StructBlock):
    """One answer to choose. Its block id is the answer's id."""

    def __init__(self, marks: list[Setting], **kwargs: Any) -> None:
        inner: list[tuple[str, Block]] = [
            ("label", TextsBlock(label=_("Answer"), required=True)),
            ("name", NameBlock(help_text=_("For conditions. Empty: conditions use the answer in quotes."))),
            ("hint", TextsBlock(label=_("Hint"))),
            *((mark.name, BooleanBlock(label=mark.title, required=False)) for mark in marks),
        ]
        layout = BlockGroup(children=["label"], settings=[name for name, _block in inner[1:]])
        super().__init__(inner, form_layout=layout, label_format="{label}", **kwargs)


class QuestionBlock(StructBlock):
    """A question of one kind. The block's own id is the question's id."""

    def __init__(self, kind: Kind, *, inner: bool = False, **kwargs: Any) -> None:
        """`inner`: in a repeating group, where every row asks the same and nothing has a condition."""
        self.kind = kind
        self.marks = marks_of(kind)
        own = settings_blocks(kind)
        self.settings = tuple(name for name, _block in own)
        plain = _asked(kind) + _answers(kind, self.marks) + own
        more = _more(kind, inner)
        group = BlockGroup(
            children=[name for name, _block in more],
            heading=_("Short name, messages, privacy")
            if inner
            else _("Condition, short name, messages, privacy"),
            classname="collapsed",
            icon="cogs",
            label_format="{name}" if inner else "{name} {when}",
        )
        super().__init__(
            [*plain, *more],
            label=kind.title,
            icon=kind.icon,
            group=group_of(kind.name),
            description=says_of(kind.name),
            label_format="{label}" if inner else "{label} {when}",
            form_layout=BlockGroup(children=[*(name for name, _block in plain), group]),
            form_classname="struct-block question-block",
            **kwargs,
        )

    class Meta:
        collapsed = True
        preview_template = "pages/services/blocks/question_preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context), **sampled(self.kind)}

    def get_preview_value(self) -> Any:
        return self.get_default()


def _asked(kind: Kind) -> list[tuple[str, Block]]:
    words = _("Question") if kind.asks else _("Heading")
    shared: list[tuple[str, Block]] = [("label", TextsBlock(label=words, required=kind.asks))]
    if kind.is_drawn:
        shared.append(("hint", TextsBlock(label=_("Hint"))))
    if kind.asks:
        shared.append(("required", BooleanBlock(label=_("Must be answered"), required=False, default=True)))
    return shared


def _answers(kind: Kind, marks: list[Setting]) -> list[tuple[str, Block]]:
    found: list[tuple[str, Block]] = []
    if kind.has_choices:
        answers = ListBlock(
            ChoiceOfBlock(marks), label=_("Answers"), min_num=2, max_num=MOST_CHOICES, collapsed=True
        )
        found.append(("choices", answers))
    if kind.has_questions:
        found.append(("questions", QuestionsBlock(inner=True, label=_("Questions"), max_num=MOST_INNER)))
    return found


def _more(kind: Kind, inner: bool) -> list[tuple[str, Block]]:
    found: list[tuple[str, Block]] = [] if inner else [("when", ConditionBlock())]
    found.append(("name", NameBlock()))
    if kind.asks:
        error = TextsBlock(label=_("Own message when the answer is missing or wrong"))
        prefill = ChoiceBlock(label=_("Fill in beforehand"), required=False, choices=prefill_choices)
        found += [("error", error), ("prefill", prefill)]
    if kind.name not in SILENT:
        privacy = ChoiceBlock(label=_("Privacy"), choices=Privacy.choices, default=kind.privacy)
        found.append(("privacy", privacy))
    return found


# Kinds that keep nothing of a person.
SILENT = frozenset({"heading", "rich_text"})


class QuestionsBlock(StreamBlock):
    """The questions of a step, or (`inner`) of a repeating group, which holds no group itself.

    Kinds register while the apps start, after this class is read: its blocks are made when they are first needed.
    """

    def __init__(self, *, inner: bool = False, **kwargs: Any) -> None:
        self.inner = inner
        self._made: OrderedDict[str, Block] | None = None
        super().__init__(**{"required": False, **kwargs})

    @property
    def child_blocks(self) -> OrderedDict[str, Block]:
        """By the name that the kind has in engagement.intake.kinds."""
        if self._made is None:
            if not apps.ready:
                return OrderedDict()
            self._made = OrderedDict(self._make())
        return self._made

    @child_blocks.setter
    def child_blocks(self, _none: Any) -> None:
        """Wagtail sets what a class declares; here the registry declares it."""

    def _make(self) -> list[tuple[str, Block]]:
        made: list[tuple[str, Block]] = []
        for name in in_order(kinds.names()):
            kind = kinds.get(name)
            if kind is None or (self.inner and not may_repeat(kind)):
                continue
            block = QuestionBlock(kind, inner=self.inner)
            block.set_name(name)
            made.append((name, block))
        return made

    class Meta:
        collapsed = True


def may_repeat(kind: Kind) -> bool:
    """Whether a kind can stand in a repeating group."""
    return kind.asks and not kind.has_questions


class StepBlock(StructBlock):
    """One page of the form."""

    title = TextsBlock(label=_("Title of the step"), required=True)
    questions = QuestionsBlock(label=_("Questions"), max_num=MOST_QUESTIONS)
    text = TextsBlock(kind="rich", label=_("Text above the questions"))
    when = ConditionBlock(label=_("This step only when"))

    class Meta:
        label = _("Step")
        icon = "list-ol"
        label_format = "{title} {when}"
        form_layout = BlockGroup(children=["title", "questions"], settings=["when", "text"])
