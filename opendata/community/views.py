"""The forms about a dataset. The dataset's own page has none, so that it is the same for everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.guard.contract import GuardedForm, tell
from opendata.catalog.models import Dataset
from opendata.community.actions import ask_question, send_reuse
from opendata.community.forms import QuestionForm, ReuseForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """A question about a dataset."""
    dataset = dataset_to_write_of(name)
    form = QuestionForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        answers = {key: form.cleaned_data[key] for key in ("name", "email", "text")}
        ask_question(dataset, language=get_language() or "", **answers)
        return redirect("opendata_community:asked", name=name)
    words = {
        "page_title": _("Ask about this dataset"),
        "lead": _("Something is unclear, missing or wrong? Whoever keeps the data answers you by e-mail."),
        "button": _("Send the question"),
    }
    return show_form(request, dataset, form, words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, name: str) -> HttpResponse:
    """Something that was made with a dataset."""
    dataset = dataset_to_write_of(name)
    form = ReuseForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        answers = {key: form.cleaned_data[key] for key in ("title", "url", "text", "email")}
        send_reuse(dataset, **answers)
        return redirect("opendata_community:use_sent", name=name)
    words = {
        "page_title": _("Show what you made"),
        "lead": _(
            "An application, an article, a lesson: tell us, and after a look at it we show it on this page."
        ),
        "button": _("Send it"),
    }
    return show_form(request, dataset, form, words)


@require_safe
def asked(request: HttpRequest, name: str) -> HttpResponse:
    """After a question."""
    words = {
        "page_title": _("Thank you, your question is on its way"),
        "lead": _("You will be answered by e-mail, usually within a few working days."),
    }
    return show_thanks(request, name, words)


@require_safe
def use_sent(request: HttpRequest, name: str) -> HttpResponse:
    """After something was sent."""
    words = {
        "page_title": _("Thank you, we have it"),
        "lead": _("We look at it first. Then it is shown with the dataset."),
    }
    return show_thanks(request, name, words)


def dataset_to_write_of(name: str) -> Dataset:
    """The published dataset; Http404 where there is none."""
    dataset: Dataset | None = Dataset.objects.published().with_terms().filter(name=name).first()
    if dataset is None:
        raise Http404(_("There is no such dataset."))
    return dataset


def show_form(
    request: HttpRequest, dataset: Dataset, form: GuardedForm, words: dict[str, Any]
) -> HttpResponse:
    """A form about a dataset, with what was wrong in it."""
    context = {"dataset": dataset, "form": form, "breadcrumbs": trail_to(dataset), **words}
    answer = render(request, "community/form.html", context, status=400 if form.is_bound else 200)
    return tell(answer, form.guard_problems)


def show_thanks(request: HttpRequest, name: str, words: dict[str, Any]) -> HttpResponse:
    """After something was sent."""
    dataset = dataset_to_write_of(name)
    context = {"dataset": dataset, "breadcrumbs": trail_to(dataset), **words}
    return render(request, "community/thanks.html", context)


def trail_to(dataset: Dataset | None) -> list[dict[str, str]]:
    """The way to a page about a dataset; to the catalogue where it is not open."""
    trail = [{"title": _("Open data"), "url": reverse("opendata_catalog:catalogue")}]
    if dataset is not None:
        trail.append(
            {"title": dataset.title, "url": reverse("opendata_catalog:dataset", args=[dataset.name])}
        )
    return trail
