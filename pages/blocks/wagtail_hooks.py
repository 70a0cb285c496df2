from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_editor_js")
def columns_of_the_chosen_dataset() -> SafeString:
    """Long lists of columns become short ones."""
    return format_html('<script src="{}" defer></script>', static("blocks/columns.js"))
