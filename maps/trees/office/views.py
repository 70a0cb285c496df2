"""Views of the admin: their forms save through the room's verbs, and a refusal stands on the form."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail_modeladmin.views import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
    InstanceSpecificView,
    WMABaseView,
)

from maps.trees import actions, rules
from maps.trees.choices import ImportState
from maps.trees.errors import TreeError
from maps.trees.forms import FellForm, ImportForm
from maps.trees.imports.problems import Reason
from maps.trees.models import PlantingSite, Tree
from maps.trees.tasks import read_import

# Smaller files are read while the person waits.
READ_AT_ONCE_BYTES = 300_000


class SavesThroughActions:
    """For form views: a TreeError becomes an error of the form."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        try:
            self.instance = form.save()
        except TreeError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)  # type: ignore[no-any-return]  # the library has no types
        messages.success(self.request, self.get_success_message(self.instance))
        return redirect(self.get_success_url())


class HasPerson:
    """Whoever sits at the form, for the log of deeds; the admin lets nobody in without an account."""

    request: HttpRequest

    @property
    def person(self) -> Any:
        """The user."""
        return self.request.user


class ListView(IndexView):
    """A list; an address whose filter cannot be understood leads nowhere."""

    def get_queryset(self, request: HttpRequest | None = None) -> Any:
        try:
            return super().get_queryset(request)
        except IncorrectLookupParameters as unreadable:
            raise Http404 from unreadable


class KnowsNumbers:
    """For views of one row: an address with something else than a number leads nowhere."""

    def __init__(self, model_admin: Any, instance_pk: str) -> None:
        if not (instance_pk.isdecimal() and len(instance_pk) < 19):
            raise Http404
        super().__init__(model_admin, instance_pk)  # type: ignore[call-arg]  # the mixins hide the base's arguments


class AddView(SavesThroughActions, CreateView):
    """A new row."""

    page_title = gettext_lazy("New entry")


class PlantView(AddView):
    """A new tree; `?site=` names the site in which it is planted."""

    @cached_property
    def chosen_site(self) -> PlantingSite | None:
        """The site in the address or, once the form is sent, in the form."""
        number = self.request.POST.get("site") or self.request.GET.get("site") or ""
        known = number.isdecimal() and len(number) < 19
        return PlantingSite.objects.filter(pk=number).first() if known else None

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self.chosen_site is not None:
            kwargs["initial"] = {**(kwargs.get("initial") or {}), "site": self.chosen_site.pk}
        return kwargs

    def get_page_subtitle(self) -> str:
        return str(self.chosen_site or super().get_page_subtitle())


class ChangeView(KnowsNumbers, SavesThroughActions, EditView):
    """A changed row."""


class RemoveView(KnowsNumbers, DeleteView):
    """Takes a row out through the verb that `remove` names on the model admin."""

    def delete_instance(self) -> None:
        self.model_admin.remove(self.instance, by=self.request.user)


class InWordsView(KnowsNumbers, InspectView):
    """One row to read: labels begin with a capital, yes and no are words."""

    # Properties that show a column in the language of the page, or as people write it.
    shown_for = {"protection_note": "protection_notes", "note": "notes", "coordinates": "position"}

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        columns = {column.name for column in self.model._meta.get_fields()}
        name = field_name if field_name in columns else self.shown_for.get(field_name, field_name)
        return str(capfirst(super().get_field_label(name, field)))

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        value = getattr(self.instance, field_name, None)
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        return super().get_field_display_value(field_name, field)


class RegisterInspectView(InWordsView):
    """What is known of a tree or site, and all that ever stood there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        site = self.instance if isinstance(self.instance, PlantingSite) else self.instance.site
        history = Tree.objects.filter(site=site).select_related("species").latest_first()
        return super().get_context_data(site=site, history=history, **kwargs)  # type: ignore[no-any-return]  # the library has no types


class FellView(KnowsNumbers, HasPerson, FormView, InstanceSpecificView):  # type: ignore[type-arg]  # generic only in its stubs
    """The form that records a felling."""

    form_class = FellForm
    extra_context = {"page_heading": gettext_lazy("Record felling"), "danger": True}

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_fell_obj(user, self.instance))

    def form_valid(self, form: FellForm) -> HttpResponse:
        felled = form.cleaned_data
        try:
            actions.fell_tree(self.instance, on=felled["on"], reason=felled["reason"], by=self.person)
        except TreeError as refusal:
            form.add_error("on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.model_admin.felled_message(self.instance))
        return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))

    def get_template_names(self) -> list[str]:
        return ["trees/office/fell.html"]


class ImportView(HasPerson, FormView, WMABaseView):  # type: ignore[type-arg]  # generic only in its stubs
    """Takes a file; a small one is read at once, a large one by the worker."""

    form_class = ImportForm
    extra_context = {"page_heading": gettext_lazy("Import trees")}

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_create(user))

    def form_valid(self, form: ImportForm) -> HttpResponse:
        given = form.cleaned_data
        kept = actions.begin_import(
            given["file"],
            source=given["source"],
            crs=given["crs"],
            units=given["units"],
            dry_run=given["dry_run"],
            by=self.person,
        )
        if given["file"].size <= READ_AT_ONCE_BYTES:
            actions.run_import(kept.pk)
        else:
            read_import.enqueue(kept.pk)
        return redirect(self.url_helper.get_action_url("inspect", kept.pk))

    def get_template_names(self) -> list[str]:
        return ["trees/office/import.html"]


class ImportResultView(InspectView):
    """What came of a file."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waits = self.instance.state in (ImportState.WAITING, ImportState.RUNNING)
        problems = [
            {"reason": reason.label, "count": self.instance.counts[reason.value]}
            for reason in Reason
            if reason.value in self.instance.counts
        ]
        report_url = self.url_helper.get_action_url("report", self.pk_quoted)
        return super().get_context_data(  # type: ignore[no-any-return]  # the library has no types
            waits=waits, problems=problems, report_url=report_url, **kwargs
        )

    def get_template_names(self) -> list[str]:
        return ["trees/office/import_result.html"]


class ImportReportView(InstanceSpecificView):
    """Hands out the report, which lies in private storage."""

    def check_action_permitted(self, user: Any) -> bool:
        return rules.may_import_trees(user)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse | FileResponse:
        if not rules.may_import_trees(request.user):
            raise PermissionDenied
        if not self.instance.report:
            raise Http404
        name = f"{self.instance.file_name}-problems.csv"
        return FileResponse(self.instance.report.open("rb"), as_attachment=True, filename=name)
