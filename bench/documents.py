"""Sealing a document, and verifying one by its code. `python -m bench.documents`, on the demo municipality.

Inside Django, in one process and without a web server: what is measured is a worker's work. Nothing is stored.
"""

from __future__ import annotations

import os
import sys

import django

from bench.timing import timed
from ops import environment

HOST = "localhost"
SEAL_MS, VERIFY_MS = 200, 20


def main() -> int:
    """Drawn, sealed, verified; five a second and worker are 200 ms each."""
    os.environ.update(environment.for_commands())
    django.setup()
    from django.db import transaction
    from django.test import Client
    from django_tenants.utils import tenant_context

    from cms.municipalities.models import Municipality
    from engagement.cases.models import Case
    from engagement.documents.actions.issuing import _write
    from engagement.documents.models import DocumentTemplate
    from engagement.documents.working import _sealed, _store

    client = Client(SERVER_NAME=HOST)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; by the clock, Python's share, limit:")
    with tenant_context(Municipality.objects.get(domains__domain=HOST)), transaction.atomic():
        case = Case.objects.filter(state="decided").select_related("service", "department").first()
        template = DocumentTemplate.objects.exclude(current=None).select_related("current").first()
        if case is None or template is None:
            print("The demo municipality has nothing to seal; `make setup` makes it.")
            return 1
        document = _write(case, template, by=None)
        _store(document, _sealed(document))
        document.save()

        def verify() -> None:
            answer = client.get(f"/en/verify/{document.code}/?f=json")
            assert answer.status_code == 200, answer.status_code

        lines = [
            timed("a document drawn and sealed", SEAL_MS, lambda: _sealed(document)),
            timed("a document verified by its code", VERIFY_MS, verify),
        ]
        document.file.delete(save=False)
        transaction.set_rollback(True)
    return int(any(line.verdict == "MISSED" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
