"""Templates of documents in the admin: edited, looked at, published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from engagement.cases.models import Case
from engagement.cases.rules import may_see
from engagement.documents.actions import keep_template, publish_template
from engagement.documents.actions.templates import problems_with
from engagement.documents.errors import TemplateBroken
from engagement.documents.models import DocumentTemplate
from engagement.documents.office_forms import TemplateForm
from engagement.documents.placeholders import words_with_meaning
from engagement.documents.previewing import case_pdf, sample_pdf
from engagement.documents.rules import may_edit_templates


class NeverDeleted(ModelPermissionPolicy):
    """Documents were made from it: it is taken out of use instead."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class _Saving:
    """What both pages have in common."""

    form: Any
    request: Any
    object: Any

    def save_instance(self) -> DocumentTemplate:
        template: DocumentTemplate = self.form.save(commit=False)
        return keep_template(template, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("document_template", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # the view behind it
        service = getattr(getattr(self, "object", None), "service", None)
        context["words"] = words_with_meaning(service, get_language() or "")
        context["languages"] = settings.LANGUAGES
        return context


class TemplateCreateView(_Saving, generic.CreateView):
    """A new one."""


class TemplateEditView(_Saving, generic.EditView):
    """What is in force stays as it is until *Publish*."""


class _MenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_edit_templates(request.user)


class TemplateViewSet(ModelViewSet):
    """All templates, with what is published."""

    model = DocumentTemplate
    name = "document_templates"
    menu_label = pgettext_lazy("of documents, in the menu", "Templates")
    menu_name = "document-templates"
    menu_order = 95
    icon = "doc-full-inverse"
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = TemplateCreateView
    edit_view_class = TemplateEditView
    edit_template_name = "documents/edit_template.html"
    create_template_name = "documents/edit_template.html"
    list_filter = ["kind", "is_active"]
    list_display = [
        "__str__",
        Column("service", label=gettext_lazy("service")),
        Column("get_outcome_display", label=gettext_lazy("issued when")),
        Column("series", label=gettext_lazy("number series")),
        Column("current", label=pgettext_lazy("document template", "published")),
        BooleanColumn("is_active", label=gettext_lazy("in use")),
    ]

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """For those who may edit: others would find a list in which nothing opens."""
        return _MenuItem

    def get_form_class(self, for_update: bool = False) -> type[TemplateForm]:
        return TemplateForm

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """See NeverDeleted."""
        return NeverDeleted(self.model)


def _template(request: HttpRequest, template_id: int) -> DocumentTemplate:
    if not may_edit_templates(request.user):
        raise PermissionDenied
    template: DocumentTemplate = get_object_or_404(
        DocumentTemplate.objects.select_related("service", "current"), pk=template_id
    )
    return template


@never_cache
@require_safe
def template_page(request: HttpRequest, template_id: int) -> HttpResponseBase:
    """Look at it with a sample or a real case, then publish."""
    template = _template(request, template_id)
    languages = dict(settings.LANGUAGES)
    protocol = request.GET.get("case", "").strip()[:30]
    case = _case(request, protocol)
    problem = _("There is no such case, or you may not see it.") if protocol and case is None else ""
    context = {
        "page_title": str(template),
        "header_icon": "doc-full-inverse",
        "template": template,
        "problems": problems_with(template),
        "previews": [(code, languages.get(code, code)) for code in template.content.languages()],
        "versions": template.versions.select_related("published_by")[:20],
        "protocol": protocol,
        "case": case,
        "problem": problem,
    }
    return render(request, "documents/template.html", context, status=422 if problem else 200)


def _case(request: HttpRequest, protocol: str) -> Case | None:
    """The case whose words fill the preview, for those who may see it."""
    case: Case | None = Case.objects.at(protocol).first() if protocol else None
    return case if case is not None and may_see(request.user, case) else None


@never_cache
@require_safe
def template_preview(request: HttpRequest, template_id: int, language: str) -> HttpResponseBase:
    """The draft as it is kept now."""
    template = _template(request, template_id)
    return _shown(request, template, language, request.GET.get("case", ""))


@never_cache
@require_POST
def unsaved_preview(request: HttpRequest, language: str) -> HttpResponseBase:
    """What stands in the editor at this moment; nothing is kept."""
    if not may_edit_templates(request.user):
        raise PermissionDenied
    form = TemplateForm(request.POST, for_user=request.user)
    if not form.is_valid():
        return _refused(request, [str(error) for errors in form.errors.values() for error in errors])
    return _shown(request, form.instance, language, "")


def _shown(request: HttpRequest, template: DocumentTemplate, language: str, protocol: str) -> HttpResponse:
    content = template.content
    if language not in content.languages():
        return _refused(request, [_("There is no text in this language yet.")])
    case = _case(request, protocol)
    if protocol and case is None:
        return _refused(request, [_("There is no such case, or you may not see it.")])
    try:
        if case is None:
            pdf = sample_pdf(content, template.service, language)
        else:
            pdf = case_pdf(content, case, language, outcome=template.outcome)
    except TemplateBroken as broken:
        return _refused(request, broken.problems)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="draft.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(request: HttpRequest, problems: list[str]) -> HttpResponse:
    context = {"page_title": _("This cannot be drawn yet"), "problems": problems}
    return render(request, "documents/not_drawn.html", context, status=422)


@require_POST
def publish(request: HttpRequest, template_id: int) -> HttpResponseBase:
    """The button's address."""
    template = _template(request, template_id)
    try:
        version = publish_template(template.pk, by=request.user)
    except TemplateBroken as broken:
        messages.error(request, _("Not published: %s") % " ".join(broken.problems))
    else:
        messages.success(request, _("Version %s is in force for new documents.") % version.number)
    return redirect("document_template", template.pk)


URLS = [
    path("document-templates/<int:template_id>/look/", template_page, name="document_template"),
    path(
        "document-templates/<int:template_id>/preview/<slug:language>/",
        template_preview,
        name="document_template_preview",
    ),
    path("document-templates/unsaved/<slug:language>/", unsaved_preview, name="document_template_unsaved"),
    path("document-templates/<int:template_id>/publish/", publish, name="document_template_publish"),
]
