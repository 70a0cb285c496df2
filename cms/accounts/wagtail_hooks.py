"""Puts departments into the admin."""

from wagtail import hooks

from cms.accounts.viewsets import DepartmentViewSet


@hooks.register("register_admin_viewset")
def departments() -> DepartmentViewSet:
    """Settings -> Departments."""
    return DepartmentViewSet("departments")
