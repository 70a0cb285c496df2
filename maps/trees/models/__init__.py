"""Species, PlantingSite, Tree and TreeImport."""

from maps.trees.models.imports import TreeImport
from maps.trees.models.site import PlantingSite
from maps.trees.models.species import Species
from maps.trees.models.tree import Tree

__all__ = ["PlantingSite", "Species", "Tree", "TreeImport"]
