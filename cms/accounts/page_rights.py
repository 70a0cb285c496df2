"""Which groups may do what with pages. Wagtail keeps these rights by page: ours are given for the whole tree."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page

from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS

WRITE = ("add_page", "change_page")
PUBLISH = (*WRITE, "publish_page", "lock_page", "unlock_page")
PAGE_RIGHTS = {
    EDITORS: WRITE,
    APPROVERS: PUBLISH,
    # Deleting a page together with all below it is theirs alone.
    ADMINISTRATORS: (*PUBLISH, "bulk_delete_page"),
}
# Whoever may publish may also answer an editor's request to publish.
ANSWERING = (APPROVERS, ADMINISTRATORS)


def let_groups_manage_pages() -> None:
    """Gives the rights on all pages, and a place in the approval that Wagtail brings. Adds only."""
    root = Page.get_first_root_node()
    if root is None:
        return
    for name, codenames in PAGE_RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=name)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    answering = Group.objects.filter(name__in=ANSWERING)
    for task in GroupApprovalTask.objects.filter(groups__name=APPROVERS).distinct():
        task.groups.add(*answering)
