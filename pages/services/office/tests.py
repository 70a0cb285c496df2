"""The list of a form's tests: run, taken as the new expectation, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.municipalities.querysets import current_municipality
from pages.services.actions import delete_test, expect_anew
from pages.services.compiling import compiled
from pages.services.models import FormTest
from pages.services.office.views import draft_of
from pages.services.trials import tests_of


@never_cache
@require_http_methods(["GET", "POST"])
def form_tests(request: HttpRequest, page_id: int) -> HttpResponse:
    """All tests, run against the newest saved state of the form."""
    page = draft_of(request, page_id)
    made = compiled(page.form, list(current_municipality().languages))
    if request.method == "POST":
        number = request.POST.get("test", "")
        test = get_object_or_404(
            FormTest, pk=number if number.isdigit() else 0, translation_key=page.translation_key
        )
        if request.POST.get("do") == "delete":
            delete_test(test, by=request.user)
            messages.success(request, _("The test “%(name)s” was deleted.") % {"name": test.name})
        elif request.POST.get("do") == "expect":
            expect_anew(test, page, made, by=request.user)
            messages.success(request, _("What “%(name)s” comes to now is expected.") % {"name": test.name})
        return redirect(reverse("services_tests", args=[page.pk]))
    context = {
        "page": page,
        "tests": tests_of(page, made),
        "try_url": reverse("services_try", args=[page.pk]),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#tab-check",
        "page_title": _("Form tests"),
        "header_title": _("Form tests"),
        "header_icon": "tasks",
    }
    return render(request, "pages/services/office/tests.html", context)
