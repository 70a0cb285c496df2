"""The map of trees: crowns as wide as they are, in four kinds that a child can tell apart."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.theme.templatetags.theme import figure
from maps.trees.filters import TreeFilter
from maps.trees.models import Tree
from maps.viewer.contract import Category, FigureInWords, Listing, MapDefinition, MapLayer, PointStyle
from maps.viewer.querysets import facts_of, tally
from maps.viewer.registry import maps
from maps.viewer.shapes import FRUIT

CONIFERS = (
    "Abies", "Araucaria", "Calocedrus", "Cedrus", "Chamaecyparis", "Cryptomeria", "Cupressus", "Ginkgo",
    "Hesperocyparis", "Juniperus", "Larix", "Metasequoia", "Picea", "Pinus", "Platycladus", "Podocarpus",
    "Pseudotsuga", "Sequoia", "Sequoiadendron", "Taxodium", "Taxus", "Thuja", "Tsuga",
)  # fmt: skip
PALMS = (
    "Archontophoenix", "Brahea", "Butia", "Chamaerops", "Cordyline", "Dracaena", "Howea", "Livistona",
    "Phoenix", "Roystonea", "Sabal", "Syagrus", "Trachycarpus", "Washingtonia", "Yucca",
)  # fmt: skip
FRUIT_TREES = (
    "Citrus", "Cydonia", "Diospyros", "Eriobotrya", "Ficus", "Juglans", "Malus", "Mespilus", "Olea", "Persea",
    "Prunus", "Punica", "Pyrus",
)  # fmt: skip

# Colours that stay apart under red, green and blue blindness (tests/maps/viewer/test_colours.py).
STYLE = PointStyle(
    field="species_botanical",
    categories=(
        Category("fruit", _("Fruit trees"), "#e69f00", FRUIT, FRUIT_TREES),
        Category("conifer", _("Conifers"), "#14505c", "spruce", CONIFERS),
        Category("palm", _("Palms"), "#a8549b", "palm", PALMS),
        Category("broadleaf", _("Other broad-leaved trees"), "#4d8b31", "lobes"),
    ),
    # Crowns are not measured; they grow with the trunk.
    size_field="girth_cm",
    base=0.9,
    per_unit=0.02,
    usual=2.2,
    ring_field="protected",
    ring_title=_("Protected"),
)


def count_words(count: int) -> str:
    """ "20,412 trees"."""
    return ngettext("%(figure)s tree", "%(figure)s trees", count) % {"figure": figure(count)}


TREE_LAYER = MapLayer(
    collection="trees",
    title=_("Trees"),
    style=STYLE,
    card_template="viewer/cards/trees.html",
    card_fields=(
        "species_botanical",
        "species_el",
        "species_en",
        "height_m",
        "girth_cm",
        "condition",
        "protected",
        "address",
        "address_en",
        "district_el",
        "district_en",
    ),
    kind_field="species_{language}",
    item_url="maps_trees:tree",
)
VACANT_LAYER = MapLayer(
    collection="planting-sites",
    title=_("Places that wait for a tree"),
    style=PointStyle(
        field="",
        categories=(Category("vacant", _("Place that waits for a tree"), "#7a4a1e", "round"),),
        usual=1.6,
        hollow=True,
        symbol_zoom=15,
    ),
    card_template="viewer/cards/planting_sites.html",
    card_fields=("address", "address_en", "district_el", "district_en", "surface"),
    kind_field="address",
    shown=False,
)


def figures() -> list[FigureInWords]:
    """Trees, species, protected trees, vacant sites; counted once a revision."""
    facts = facts_of(["trees", "planting-sites"])
    key = f"map-figures:trees:{facts['trees'].revision if 'trees' in facts else 0}"
    tallied: tuple[int, int] | None = cache.get(key)
    if tallied is None:
        tallied = tally("trees", "species_botanical", "protected") if "trees" in facts else (0, 0)
        cache.set(key, tallied)
    species, protected = tallied
    found = [
        FigureInWords(
            facts["trees"].row_count if "trees" in facts else 0, gettext("trees stand in the municipality")
        ),
        FigureInWords(species, gettext("different species")),
        FigureInWords(protected, gettext("trees are protected")),
    ]
    if "planting-sites" in facts:
        found.append(FigureInWords(facts["planting-sites"].row_count, gettext("places wait for a tree")))
    return found


TREES = MapDefinition(
    name="trees",
    title=_("Trees"),
    sentence=_("Every tree of the municipality: what it is, how stout it has grown and how it is doing."),
    layers=(TREE_LAYER, VACANT_LAYER),
    count_words=count_words,
    list_url="maps:register",
    figures=figures,
    listing=Listing(
        filterset=TreeFilter,
        queryset=Tree.objects.listed,
        template="trees/list.html",
        order="sort",
    ),
)


def register() -> None:
    """Adds the map; called once, while the apps start."""
    maps.add(TREES.name, TREES)
