"""What the admin's lists and buttons ask, answered by the room's rules."""

from __future__ import annotations

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper

from maps.trees import rules


class TreeRights(PermissionHelper):
    """Trees are never deleted: they are felled, and their record stays."""

    def user_can_create(self, user: Any) -> bool:
        return rules.may_plant_tree(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_update_tree(user, obj)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_fell_obj(self, user: Any, obj: Any) -> bool:
        """Whether the button "fell" is shown and its form taken."""
        return rules.may_fell_tree(user, obj)


class SiteRights(PermissionHelper):
    """A site in which a tree ever stood stays."""

    def user_can_create(self, user: Any) -> bool:
        return rules.may_add_site(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_change_site(user)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_remove_site(user, obj)


class SpeciesRights(PermissionHelper):
    """A species that trees are of stays."""

    def user_can_create(self, user: Any) -> bool:
        return rules.may_add_species(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_change_species(user)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_remove_species(user, obj)


class ImportRights(PermissionHelper):
    """Whoever may add trees, sites and species may import them; what was imported is only looked at."""

    def user_can_list(self, user: Any) -> bool:
        return rules.may_import_trees(user)

    def user_can_create(self, user: Any) -> bool:
        return rules.may_import_trees(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return rules.may_import_trees(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False
