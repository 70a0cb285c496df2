"""Settings -> Users and Settings -> Departments in the admin."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import users

from cms.accounts.actions import note_department, note_person
from cms.accounts.admin_forms import DepartmentForm, PersonCreationForm, PersonEditForm
from cms.accounts.models import Department


class PersonCreateView(users.CreateView):
    """Saves a new person and notes who made them."""

    @transaction.atomic
    def save_instance(self) -> Any:
        person = super().save_instance()
        note_person(person, "created", by=self.request.user, changed=self.form.changed_data)
        return person


class PersonEditView(users.EditView):
    """Saves a person and notes who changed what."""

    @transaction.atomic
    def save_instance(self) -> Any:
        person = super().save_instance()
        note_person(person, "changed", by=self.request.user, changed=self.form.changed_data)
        return person


class PeopleViewSet(users.UserViewSet):
    """Wagtail's, with our forms."""

    add_view_class = PersonCreateView
    edit_view_class = PersonEditView

    def get_form_class(self, for_update: bool = False) -> type[PersonCreationForm | PersonEditForm]:
        return PersonEditForm if for_update else PersonCreationForm


class DepartmentCreateView(generic.CreateView):
    """Saves a new department and notes who made it."""

    @transaction.atomic
    def save_instance(self) -> Any:
        department = super().save_instance()
        note_department(department, "created", by=self.request.user, changed=self.form.changed_data)
        return department


class DepartmentEditView(generic.EditView):
    """Saves a department and notes who changed what."""

    @transaction.atomic
    def save_instance(self) -> Any:
        department = super().save_instance()
        note_department(department, "changed", by=self.request.user, changed=self.form.changed_data)
        return department


class DepartmentViewSet(ModelViewSet):
    """The parts of the town hall."""

    model = Department
    icon = "group"
    menu_label = _("Departments")
    menu_name = "departments"
    menu_order = 20
    add_to_settings_menu = True
    list_display = ("__str__", "code", "email", "phone")
    search_fields = ("code", "email")
    add_view_class = DepartmentCreateView
    edit_view_class = DepartmentEditView
    inspect_view_enabled = True

    def get_form_class(self, for_update: bool = False) -> type[DepartmentForm]:
        return DepartmentForm
