"""Forms of the back office about people and departments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users import forms as wagtail_forms

from cms.accounts.models import Department, User


class _PersonForm:
    """What both forms have in common here: no username, a department, a password only if one wants it."""

    password_required = False
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    instance: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            if name in self.fields:
                self.fields[name].required = False
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("Leave it empty: people sign in with a code by e-mail.")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Somebody has this address already."), code="taken")
        return email


class PersonCreationForm(_PersonForm, wagtail_forms.UserCreationForm):
    """A new person."""

    class Meta(wagtail_forms.UserCreationForm.Meta):
        fields = wagtail_forms.UserCreationForm.Meta.fields | {"department"}

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)  # type: ignore[no-any-return]  # the library has no types


class PersonEditForm(_PersonForm, wagtail_forms.UserEditForm):
    """Changes of a person."""

    class Meta(wagtail_forms.UserEditForm.Meta):
        fields = wagtail_forms.UserEditForm.Meta.fields | {"department"}


class DepartmentForm(WagtailAdminModelForm):
    """A part of the town hall."""

    class Meta:
        model = Department
        fields = ("code", "names", "email", "phone")
