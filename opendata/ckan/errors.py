"""What CKAN's clients expect to be told when an action cannot be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ActionProblem(Exception):
    """An answer without success. `error` is what stands below `error` in it."""

    status = 409

    def __init__(self, error: Mapping[str, Any]) -> None:
        super().__init__(str(error))
        self.error = dict(error)


class NotFound(ActionProblem):
    """No such dataset, resource or action."""

    status = 404

    def __init__(self, message: str = "Not found") -> None:
        super().__init__({"__type": "Not Found Error", "message": f"Not found: {message}"})


class Invalid(ActionProblem):
    """A parameter that cannot be used, told by its name."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__({"__type": "Validation Error", parameter: [message]})


class BadSearch(ActionProblem):
    """A search that cannot be understood."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__({"__type": "Search Query Error", "message": f"Search Query is invalid: {message}"})
