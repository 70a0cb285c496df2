from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from cms.theme.forms import DayMonthYearInput, FilterForm, PortalForm, dress


class Page(HTMLParser):
    """The start tags of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _value in attrs}) == len(attrs), f"an attribute stands twice on <{tag}>"
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _tag, attrs in self.tags if attrs.get("id")]  # type: ignore[misc]  # ids are strings where they are

    def named(self, name: str) -> dict[str, str | None]:
        return next(attrs for _tag, attrs in self.tags if attrs.get("name") == name)


class EveryKind(PortalForm):
    name = forms.CharField(label="Full name", help_text="As on the card.")
    email = forms.EmailField(label="E-mail", required=False)
    born = forms.DateField(label="Born", help_text="For example 27 3 1987", widget=DayMonthYearInput)
    place = forms.ChoiceField(label="Place", choices=[("", "-"), ("a", "A")])
    how = forms.ChoiceField(label="How?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    which = forms.MultipleChoiceField(
        label="Which?", help_text="All that apply", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    grouped = forms.ChoiceField(label="Grouped", choices=[("G", [("a", "A")])], widget=forms.RadioSelect)
    story = forms.CharField(label="Story", max_length=5, widget=forms.Textarea)
    proof = forms.FileField(label="Proof", help_text="A PDF")
    agree = forms.BooleanField(label="I agree")


def bad_form(**more: Any) -> EveryKind:
    return EveryKind({"email": "someone@", "story": "much too long", **more})


def test_a_file_input_stays_and_has_a_face_in_the_language_of_the_page() -> None:
    with translation.override("el"):
        page = Page(str(EveryKind()))
    assert page.named("proof")["type"] == "file"
    assert page.named("proof")["aria-describedby"] == "id_proof_helptext"
    (face,) = [attrs for _tag, attrs in page.tags if attrs.get("class") == "filepick__face"]
    assert (face["aria-hidden"], face["data-none"]) == ("true", "Δεν επιλέξατε αρχείο")
    assert "hidden" in face


def test_every_link_of_the_error_summary_leads_to_an_element_of_the_page() -> None:
    page = Page(str(bad_form()))

    targets = [attrs["href"] for tag, attrs in page.tags if tag == "a"]

    assert len(targets) == len(EveryKind.base_fields)
    assert {str(target).removeprefix("#") for target in targets} <= set(page.ids)


def test_an_error_leads_to_something_that_takes_the_focus() -> None:
    form = bad_form()
    page = Page(str(form))
    focusable = {
        attrs["id"] for tag, attrs in page.tags if tag in {"input", "select", "textarea"} and attrs.get("id")
    }

    assert {form[name].error_target for name in form.fields} <= focusable


def test_ids_stand_once() -> None:
    ids = Page(str(bad_form())).ids

    assert sorted(ids) == sorted(set(ids))


def test_hint_and_error_describe_the_input() -> None:
    page = Page(str(bad_form()))

    described = str(page.named("name")["aria-describedby"]).split()

    assert described == ["id_name_helptext", "id_name_error"]
    assert set(described) <= set(page.ids)
    assert page.named("name")["aria-invalid"] == "true"


def test_hint_and_error_describe_a_group_by_its_fieldset() -> None:
    page = Page(str(bad_form()))

    described = [attrs.get("aria-describedby") for tag, attrs in page.tags if tag == "fieldset"]

    assert "id_born_helptext id_born_error" in described
    assert "id_which_helptext id_which_error" in described


def test_whatever_describes_an_input_exists() -> None:
    page = Page(str(bad_form()))
    described = {
        word for _tag, attrs in page.tags for word in str(attrs.get("aria-describedby") or "").split()
    }

    assert described
    assert described <= set(page.ids)


def test_every_label_belongs_to_an_input() -> None:
    page = Page(str(EveryKind()))

    assert {attrs["for"] for tag, attrs in page.tags if tag == "label"} <= set(page.ids)


def test_a_form_without_data_shows_no_error() -> None:
    html = str(EveryKind())

    assert "govuk-error" not in html
    assert "aria-invalid" not in html


def test_errors_of_the_whole_form_stand_in_the_summary() -> None:
    form = bad_form()
    form.add_error(None, "The two do not fit.")

    summary = str(form).split('<div class="govuk-form-group')[0]

    assert "The two do not fit." in summary


def test_what_a_person_typed_is_escaped() -> None:
    html = str(bad_form(name="<script>alert(1)</script>", place="<b>"))

    assert "<script>" not in html
    assert "<b>" not in html


def test_optional_questions_say_so_except_among_filters() -> None:
    class Filters(FilterForm):
        q = forms.CharField(required=False)

    with translation.override("en"):
        assert "(optional)" in EveryKind()["email"].as_field_group()
        assert "(optional)" not in EveryKind()["name"].as_field_group()
        assert "(optional)" not in str(Filters())


def test_a_label_that_is_a_question_gets_no_colon() -> None:
    form = bad_form()

    assert form["how"].label_in_summary == "How?"
    assert form["name"].label_in_summary == "Full name:"


def test_a_long_text_with_a_limit_is_counted() -> None:
    page = Page(str(EveryKind()))

    assert str(page.named("story")["class"]).split() == ["govuk-textarea", "govuk-js-character-count"]
    assert page.named("story")["aria-describedby"] == "id_story-info"
    assert "id_story-info" in page.ids


def test_a_class_of_the_widget_is_kept() -> None:
    class Narrow(PortalForm):
        year = forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-4"}))

    assert Page(str(Narrow())).named("year")["class"] == "govuk-input govuk-input--width-4"


def test_browsers_do_not_step_in_before_the_server() -> None:
    assert not [attrs for _tag, attrs in Page(str(EveryKind())).tags if "required" in attrs]


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("7", "3", "1987", date(1987, 3, 7)),
        ("07", "03", "1987", date(1987, 3, 7)),
        ("29", "2", "2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_from_its_three_parts(day: str, month: str, year: str, expected: date) -> None:
    field = forms.DateField(widget=DayMonthYearInput)
    for language in ("el", "en"):
        with translation.override(language):
            value = field.widget.value_from_datadict(
                {"d_day": day, "d_month": month, "d_year": year}, {}, "d"
            )

            assert field.clean(value) == expected


@pytest.mark.parametrize(("day", "month", "year"), [("31", "2", "1990"), ("1", "", "1990"), ("a", "b", "c")])
def test_a_date_that_is_none_is_refused_and_stays_as_typed(day: str, month: str, year: str) -> None:
    form = EveryKind({"born_day": day, "born_month": month, "born_year": year})
    page = Page(str(form))

    assert "born" in form.errors
    assert (page.named("born_day")["value"], page.named("born_year")["value"]) == (day, year)


def test_a_date_left_empty_is_missing_not_wrong() -> None:
    form = EveryKind({"born_day": "", "born_month": "", "born_year": ""})

    assert form.errors.as_data()["born"][0].code == "required"


def test_a_stored_date_comes_back_in_three_parts() -> None:
    page = Page(str(EveryKind(initial={"born": date(1987, 3, 7)})))

    assert [page.named(f"born_{part}")["value"] for part in ("day", "month", "year")] == ["7", "3", "1987"]


def test_a_form_of_a_library_is_dressed_like_ours() -> None:
    class Foreign(forms.Form):
        name = forms.CharField(label="Name")

    form = Foreign({})
    assert form["name"].errors  # bound before it is dressed
    html = engines["django"].from_string("{% load theme %}{{ form|portal }}").render({"form": form})

    assert 'class="govuk-input govuk-input--error"' in html
    assert 'href="#id_name"' in html


def test_dressing_one_form_leaves_the_next_as_django_draws_it() -> None:
    """Wagtail's admin draws its forms with Django's own templates: nothing of ours may leak there."""

    class Foreign(forms.Form):
        name = forms.CharField(label="Name", help_text="Hint")

    dress(Foreign())

    assert "govuk" not in str(Foreign())


def test_words_of_a_form_are_greek_on_a_greek_page() -> None:
    with translation.override("el"):
        html = re.sub(r"\s+", " ", str(bad_form()))

    assert "This field is required" not in html
    assert "απαραίτητο" not in html
    assert "Επιλέξτε το, για να συνεχίσετε." in html
