"""What other rooms and wings use of the guard.

    from cms.guard.contract import Policy, Rate, check, protect, tell

    protect("reports", Policy(by_address=Rate(10, HOUR)))   # in apps.py; a form nobody named has the usual policy

In the form's template, inside of <form>:    {% load guard %}{% guard_field "reports" %}

In the view, when everything else about the form is right (each check counts, and uses the proof up), and not
inside a transaction:

    problems = check(request, "reports")          # sentences in the page's language
    for problem in problems:
        form.add_error(None, problem.sentence)
    return tell(render(…), problems)              # sets 429 and Retry-After where it must be waited

Where a form has several steps, ask on the last page only, and say when the person began:
check(request, "requests:…", since=draft.created_at).

Or let the form do it: class ReportForm(GuardedForm): guard_name = "reports", made with `request=`.
A name may have a part of its own: "requests:birth-certificate" follows the policy of "requests" and is counted apart.
"""

from cms.guard.checking import check, tell
from cms.guard.forms import GuardedForm
from cms.guard.policies import DAY, HOUR, Policy, Rate, protect
from cms.guard.problems import Problem, ProblemCode

__all__ = [
    "DAY",
    "HOUR",
    "GuardedForm",
    "Policy",
    "Problem",
    "ProblemCode",
    "Rate",
    "check",
    "protect",
    "tell",
]
