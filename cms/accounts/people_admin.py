"""Stands in INSTALLED_APPS for `wagtail.users`, so that its pages use our forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    """Wagtail's users, by e-mail address."""

    user_viewset = "cms.accounts.viewsets.PeopleViewSet"
