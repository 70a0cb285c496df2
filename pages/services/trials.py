"""A page's form tests: answers that were given once, run against the form as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.eservices.contract import FeeRule
from engagement.intake.contract import Trial, run_trial
from pages.services.compiling import Compiled
from pages.services.fees import fee_of
from pages.services.models.form_tests import FormTest

if TYPE_CHECKING:
    from pages.services.models import ServicePage


@dataclass(frozen=True)
class Ran:
    """A test and what is different from what it expects, in words."""

    id: int
    name: str
    differences: Sequence[str]


def tests_of(page: ServicePage, made: Compiled) -> list[Ran]:
    """All tests of the page's service, run against a form."""
    stored = FormTest.objects.filter(translation_key=page.translation_key)
    if not made.form.steps:
        return []
    rule = fee_rule_of(page, made)
    return [_ran(test, made, rule) for test in stored]


def _ran(test: FormTest, made: Compiled, rule: FeeRule) -> Ran:
    differences = run_trial(made.form, rule, Trial.from_json(test.content))
    return Ran(test.pk, test.name, [str(difference.sentence) for difference in differences])


def fee_rule_of(page: ServicePage, made: Compiled) -> FeeRule:
    """The page's fee, as far as it can be compiled."""
    return FeeRule.from_json(fee_of(page.fee, made.form).lines, page.fee_how)
