"""How dates are written: the same way on every page of a language (settings.FORMAT_MODULE_PATH)."""
