"""A request for somebody at the counter or on the phone: who it is, then the service's own form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.municipalities.querysets import current_municipality
from engagement.cases.actions import Caller, begin_for, note_look
from engagement.cases.choices import Identity
from engagement.cases.errors import NotYours, OwnRequest
from engagement.cases.models import CounterFiling
from engagement.cases.rules import may_supervise
from engagement.desk.office.door import case_for, for_desk
from engagement.eservices.models import Service
from engagement.intake.choices import Channel
from engagement.intake.models import Draft

CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.ONLINE]
MOST_BEGUN = 20


def services_for(person: Any) -> Any:
    """Services in force for which this person may file: `may_file_for` as a question."""
    offered = Service.objects.filter(is_offered=True, current__isnull=False).select_related("current")
    if may_supervise(person):
        return offered
    return offered.filter(Q(department_id=None) | Q(department_id=person.department_id))


class CallerForm(forms.Form):
    """Who asks and for what, before the form itself."""

    service: Any = forms.ModelChoiceField(label=gettext_lazy("Service"), queryset=Service.objects.none())
    channel = forms.ChoiceField(
        label=gettext_lazy("How they reached us"), choices=CHANNELS, widget=forms.RadioSelect
    )
    name = forms.CharField(label=gettext_lazy("Name of the applicant"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy(
            "The confirmation and everything else about the request go there. May be empty."
        ),
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=40)
    identity = forms.ChoiceField(
        label=gettext_lazy("How identity was seen"), choices=[("", "–"), *Identity.choices]
    )
    identity_note = forms.CharField(
        label=gettext_lazy("Note on identity"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as who spoke for whom. No numbers of identity cards."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the applicant"))

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service: Any = self.fields["service"]
        language: Any = self.fields["language"]
        service.queryset = services_for(by)
        names = dict(settings.LANGUAGES)
        language.choices = [(code, names.get(code, code)) for code in current_municipality().languages]
        language.initial = get_language()

    def caller(self) -> Caller:
        """What was entered of the person."""
        facts = self.cleaned_data
        wanted = ("name", "channel", "identity", "email", "phone", "identity_note")
        return Caller(**{name: facts[name] for name in wanted})


@never_cache
@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Asks who it is; then the form of the service, in the applicant's language."""
    if not request.user.has_perm("engagement_cases.work_on_case"):
        raise PermissionDenied
    form = CallerForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            filing = begin_for(facts["service"], form.caller(), language=facts["language"], by=request.user)
        except NotYours:
            form.add_error("service", _("You may not file for this service."))
        except OwnRequest:
            form.add_error("email", _("This is your own address. Ask for yourself on the public page."))
        else:
            with override(facts["language"]):
                return redirect("engagement_desk:counter_open", filing.draft_key)
    context = {
        "header_icon": "plus",
        "page_title": _("Request for somebody"),
        "form": form,
        "begun": _begun(request.user),
    }
    return render(request, "desk/counter.html", context, status=422 if form.errors else 200)


def _begun(person: Any) -> list[dict[str, Any]]:
    """What this officer began and did not send, as long as its draft lives."""
    filings = CounterFiling.objects.filter(by=person, case=None).order_by("-begun_at")[:MOST_BEGUN]
    drafts = {
        draft.pk: draft
        for draft in Draft.objects.open()
        .filter(pk__in=[filing.draft_key for filing in filings], expires_at__gt=timezone.now())
        .select_related("version__service_version__service")
    }
    return [
        {"filing": filing, "service": drafts[filing.draft_key].version.service_version.service, "url": url}
        for filing in filings
        if filing.draft_key in drafts
        for url in [_address(drafts[filing.draft_key])]
    ]


def _address(draft: Draft) -> str:
    with override(draft.language):
        return reverse("engagement_desk:counter_open", args=[draft.pk])


@never_cache
@for_desk
@require_safe
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """To the receipt of what was filed for somebody, to print it again. Looking is written down."""
    case = case_for(request, case_id)
    filing = CounterFiling.objects.filter(case=case).first()
    if filing is None:
        messages.info(request, _("The applicant has the receipt: the request was sent online."))
        return redirect("desk_case", case.pk)
    note_look(case, by=request.user)
    with override(case.language):
        return redirect("engagement_desk:counter_done", filing.draft_key)
