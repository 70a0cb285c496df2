"""A form that asks the guard itself, after everything else about it is right."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest

from cms.guard.checking import check
from cms.guard.problems import Problem
from cms.theme.forms import PortalForm


class GuardedForm(PortalForm):
    """Made with `request=`; its template has `{% guard_field form.guard_name %}` inside of the <form>.

    `guard_problems` holds what the guard said, for `tell(response, form.guard_problems)`.
    """

    guard_name: ClassVar[str]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.guard_problems: list[Problem] = []

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, unknown to its stubs
        if self.errors:
            return
        self.guard_problems = check(self.request, self.guard_name)
        for problem in self.guard_problems:
            self.add_error(None, problem.sentence)
