"""What a new municipality's media library starts with."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

from cms.accounts.registry import ADMINISTRATORS

LIBRARY = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def let_administrators_into_the_library() -> None:
    """Editors and Approvers have these from Wagtail; administrators get them for all collections."""
    group, _made = Group.objects.get_or_create(name=ADMINISTRATORS)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=LIBRARY
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
