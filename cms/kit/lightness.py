"""Small processes do without heavy packages that libraries load only because they are there."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class Lightness(MetaPathFinder):
    """Says that some packages are not there."""

    def __init__(self, *packages: str) -> None:
        self.packages = packages

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Raises ImportError for them."""
        if fullname in self.packages:
            raise ImportError(fullname)


def do_without(*packages: str) -> None:
    """From now on `import` does not find them in this process."""
    sys.meta_path.insert(0, Lightness(*packages))
