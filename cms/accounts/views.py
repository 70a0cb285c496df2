"""Pages of one's own account beside those of the sign-in library, and the door of the back office."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.core.internal.httpkit import add_query_params
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cms.accounts.forms import PasswordLoginForm
from cms.accounts.rules import may_enter_admin


class PasswordLoginView(LoginView):
    """Staff who have a password."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[PasswordLoginForm]:
        return PasswordLoginForm


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What one has here: address, ways to sign in, the way out."""
    context = {
        "is_staff_member": may_enter_admin(request.user),
        "affairs_url": resolve_url(settings.LOGIN_REDIRECT_URL),
    }
    return render(request, "account/home.html", context)


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """The back office has no sign-in page of its own. Who is signed in but may not enter is told so, once."""
    wanted = get_next_redirect_url(request) or reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect(add_query_params(reverse("account_login"), {"next": wanted}))
    if not may_enter_admin(request.user):
        raise PermissionDenied
    return redirect(wanted)
