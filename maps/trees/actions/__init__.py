"""Every change of the register: atomic, locked, one line in the log of deeds, published in the same
transaction."""

from maps.trees.actions.felling import fell_tree, replant_tree
from maps.trees.actions.importing import begin_import, import_trees, run_import
from maps.trees.actions.loading import load_trees
from maps.trees.actions.planting import plant_tree, update_tree
from maps.trees.actions.sites import add_site, move_site, place_sites_in_districts, remove_site, update_site
from maps.trees.actions.species import add_species, remove_species, update_species

__all__ = [
    "add_site",
    "add_species",
    "begin_import",
    "fell_tree",
    "import_trees",
    "load_trees",
    "move_site",
    "place_sites_in_districts",
    "plant_tree",
    "remove_site",
    "remove_species",
    "replant_tree",
    "run_import",
    "update_site",
    "update_species",
    "update_tree",
]
