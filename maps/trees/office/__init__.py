"""The register in the admin: lists, inspect views, forms, exports, import (wagtail-modeladmin)."""
