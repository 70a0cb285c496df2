"""How the portal draws a form: label, hint, error by the field, a summary on top that links to each of them.

The renderer belongs to the form, not to the settings: Wagtail's admin draws its forms with Django's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget, Input, MultiWidget, Textarea, Widget
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from cms.kit.texts import when_shown

F = TypeVar("F", bound=forms.BaseForm)

# The first match counts: a hidden input is an input too, and wants no class.
BLOCKS: tuple[tuple[type[Widget] | tuple[type[Widget], ...], str], ...] = (
    (forms.HiddenInput, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "filepick__input"),
    (Textarea, "govuk-textarea"),
    ((forms.Select, forms.SelectDateWidget), "govuk-select"),
    (Input, "govuk-input"),
)

DJANGO_PREFIX = "django/forms/"
OUR_PREFIX = "theme/forms/"


class PortalBoundField(BoundField):
    """A field that knows its classes, and the element an error should lead to."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if isinstance(widget, MultiWidget):
            # The fields of a form are its own copies, so writing on their widgets stays in this form.
            for part in widget.widgets:
                part.attrs["class"] = self._classes(part)
        elif classes := self._classes(widget):
            built["class"] = classes
        if self.counts_characters:
            built["class"] = f"{built['class']} govuk-js-character-count"
            built["aria-describedby"] = " ".join(
                part for part in (str(built.get("aria-describedby", "")), f"{self.auto_id}-info") if part
            )
        return built

    def _classes(self, widget: Widget) -> str:
        given = str(widget.attrs.get("class", "")).split()
        if isinstance(widget, forms.RadioSelect):
            kind = "govuk-checkboxes" if isinstance(widget, forms.CheckboxSelectMultiple) else "govuk-radios"
            wanted = [] if getattr(self.form, "mark_optional", True) else [f"{kind}--small"]
        else:
            block = block_of(widget)
            wanted = [block, f"{block}--error" if block and self.errors else ""]
        return " ".join(dict.fromkeys(filter(None, [*wanted, *given])))

    @property
    def error_target(self) -> str:
        """Id of the first input of the field: where a link of the error summary leads."""
        own_id = self.field.widget.attrs.get("id") or self.auto_id
        widget = self.field.widget
        if isinstance(widget, MultiWidget):
            parts = widget.get_context(self.html_name, self.value(), {"id": own_id})["widget"]["subwidgets"]
            return str(parts[0]["attrs"].get("id", own_id)) if parts else own_id
        if widget.use_fieldset and isinstance(widget, ChoiceWidget) and self.subwidgets:
            return str(self.subwidgets[0].data["attrs"].get("id", own_id))
        return widget.id_for_label(own_id) or own_id

    @property
    def label_in_summary(self) -> str:
        """The label as the start of a line; one that is a question keeps its own mark."""
        label = str(self.label)
        return label if not label or label[-1] in "?;;:.!" else f"{label}:"

    @property
    def is_single_checkbox(self) -> bool:
        """A box with its label beside it, not above."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def counts_characters(self) -> bool:
        """A long text with a limit says how much room is left."""
        return bool(
            self.auto_id
            and isinstance(self.field.widget, Textarea)
            and getattr(self.field, "max_length", None)
        )

    @property
    def is_marked_optional(self) -> bool:
        """Most questions must be answered, so the others say that they need not be."""
        return not self.field.required and getattr(self.form, "mark_optional", True)

    @property
    def counting_texts(self) -> Mapping[str, str]:
        """What the character counter says, in the page's language; the script fills in the number."""
        texts = {
            "characters-under-limit.one": _("You have {count} character left"),
            "characters-under-limit.other": _("You have {count} characters left"),
            "characters-over-limit.one": _("You have {count} character too many"),
            "characters-over-limit.other": _("You have {count} characters too many"),
            "characters-at-limit": _("You have no characters left"),
        }
        return {key: text.replace("{count}", "%{count}") for key, text in texts.items()}


class PortalRenderer(DjangoTemplates):
    """Takes `theme/forms/…` where Django would take `django/forms/…`, and Django's own where we have none."""

    bound_field_class = PortalBoundField

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(DJANGO_PREFIX):
            try:
                return self.engine.get_template(OUR_PREFIX + template_name.removeprefix(DJANGO_PREFIX))
            except TemplateDoesNotExist:
                pass
        return self.engine.get_template(template_name)


# One for the process: its engine keeps the templates parsed.
PORTAL_RENDERER = PortalRenderer()


def ask_in_our_words(form: forms.BaseForm) -> None:
    """What is left empty is asked for as everything else is. A field's own words stay."""
    for field in form.fields.values():
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = when_shown(partial(_left_empty, field))


def _left_empty(field: forms.Field) -> str:
    return (
        _("Please tick this.") if isinstance(field.widget, forms.CheckboxInput) else _("Please fill this in.")
    )


class PortalForm(forms.Form):
    """Base of every public form. Browsers' own bubbles are off: our errors speak the page's language."""

    default_renderer = PORTAL_RENDERER
    use_required_attribute = False
    # False where nothing is required anyway, as in filters.
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        ask_in_our_words(self)


class PortalModelForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The same for a form made from a model."""

    default_renderer = PORTAL_RENDERER
    use_required_attribute = False
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        ask_in_our_words(self)


class FilterForm(PortalForm):
    """Base of a list's filters (`Meta.form` of a django-filter set): all optional, so nothing says so."""

    mark_optional = False


def dress(form: F, *, mark_optional: bool = True) -> F:
    """Gives a form that is not ours our way of drawing; it must not have been drawn yet."""
    if isinstance(form.renderer, PortalRenderer):
        return form
    form.renderer = PORTAL_RENDERER
    form.bound_field_class = PortalBoundField
    form.use_required_attribute = False
    form.label_suffix = ""
    ask_in_our_words(form)
    form.mark_optional = mark_optional  # type: ignore[attr-defined]  # read by the field templates
    form._bound_fields_cache.clear()  # type: ignore[attr-defined]  # fields bound before carry the other class
    return form


def block_of(widget: Widget) -> str:
    """The class of a single input element, empty where a template of ours writes the elements itself."""
    return next((block for kinds, block in BLOCKS if isinstance(widget, kinds)), "")


class DayMonthYearInput(forms.MultiWidget):
    """Three short inputs for a date one knows by heart; a DateField reads their answer as year-month-day."""

    template_name = "theme/forms/widgets/day_month_year.html"
    parts = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in self.parts}, attrs
        )

    def decompress(self, value: Any) -> list[str]:
        if not value:
            return ["", "", ""]
        year, month, day = [*str(value).split("-"), "", "", ""][:3]
        return [day.lstrip("0"), month.lstrip("0"), year]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for part, label, widget in zip(self.parts, labels, context["widget"]["subwidgets"], strict=True):
            widget["part_label"] = label
            width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
            widget["attrs"]["class"] = (
                f"{widget['attrs'].get('class', '')} govuk-date-input__input {width}".strip()
            )
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:  # type: ignore[override]  # the stubs forbid None
        day, month, year = super().value_from_datadict(data, files, name)
        if not (day or month or year):
            return None
        return f"{(year or '').strip()}-{(month or '').strip():0>2}-{(day or '').strip():0>2}"
