"""The admin's picture form, with one more look into the file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholePictureField(WagtailImageField):
    """Wagtail's trusts the first bytes of a file; a picture that ends too early is refused here."""

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
            with Image.open(f) as picture:
                picture.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from problem
        finally:
            f.seek(0)


class PortalImageForm(BaseImageForm):
    """Named by WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given := self.fields.get("file"):
            self.fields["file"] = WholePictureField(
                label=given.label, widget=given.widget, required=given.required
            )
