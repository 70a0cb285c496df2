from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreesConfig(AppConfig):
    """Planting sites and the trees that stand, or stood, in them."""

    name = "maps.trees"
    label = "maps_trees"
    verbose_name = _("Trees")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, DATA_STEWARDS, OFFICERS, group_permissions
        from maps.trees import collections, receivers  # noqa: F401 (receivers connect themselves)

        collections.register()
        work = [
            f"maps_trees.{verb}_{noun}"
            for verb in ("view", "add", "change")
            for noun in ("tree", "plantingsite")
        ]
        keeping = ["view_species", "add_species", "change_species", "delete_species", "delete_plantingsite"]
        group_permissions.add(
            "maps.trees",
            {
                OFFICERS: [*work, "maps_trees.view_species"],
                DATA_STEWARDS: [*work, *(f"maps_trees.{name}" for name in keeping)],
                # A protected tree falls only by a decision: the right is handed out by name.
                ADMINISTRATORS: ["maps_trees.fell_protected_tree"],
            },
        )
