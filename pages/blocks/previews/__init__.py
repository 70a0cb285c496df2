"""What blocks show of themselves in the chooser: words as a town hall writes them, in the editor's language.

Pictures are the library's latest; numbers of charts are made up here, so that a preview asks nothing of the data.
"""

from pages.blocks.previews.data import (
    chart,
    chart_example,
    figure_examples,
    figure_in_words,
    figures,
    map_of_town,
)
from pages.blocks.previews.pictures import downloads, downloads_example, gallery, picture, video
from pages.blocks.previews.town import apply, campaign, hours, offices, people, related, related_example
from pages.blocks.previews.words import (
    accordion,
    call_to_action,
    cards,
    facts,
    links,
    note,
    quote,
    steps,
    table,
    text,
)

__all__ = [
    "accordion",
    "apply",
    "call_to_action",
    "campaign",
    "cards",
    "chart",
    "chart_example",
    "downloads",
    "downloads_example",
    "facts",
    "figure_examples",
    "figure_in_words",
    "figures",
    "gallery",
    "hours",
    "links",
    "map_of_town",
    "note",
    "offices",
    "people",
    "picture",
    "quote",
    "related",
    "related_example",
    "steps",
    "table",
    "text",
    "video",
]
