"""What other wings use of this room, beside its actions, choices, errors, models and signals.

    from cms.files.actions import receive_file, claim, claim_all, keep_longer, delete_file
    from cms.files.choices import FileRules, PICTURES, DOCUMENTS
    from cms.files.contract import Owner, serve_private_file
    from cms.files.errors import FileRefused
    from cms.files.registry import readers

    try:
        file = receive_file(request.FILES["photo"], purpose="requests", rules=FileRules(), by=Owner.of(request))
    except FileRefused as refused:
        form.add_error("photo", refused.sentence)      # in the page's language; refused.code for programs

    with transaction.atomic():                          # when the form is sent
        claim(file.pk, purpose="requests", by=Owner.of(request), taker=f"request:{request.pk}")

    readers.add("requests", may_see_request_file)       # (user, file) -> bool, in the room's apps.py

`file.url` leads to a view that asks the reader of the purpose; before a form takes it, its owner may see it.
An owner may also be a token that the caller has proved, `Owner(token=f"draft:{draft.pk}")`: files then follow the draft
to another device, and its room shows them from a view of its own with `serve_private_file`. `keep_longer` goes with a
draft that is saved. Call `receive_file` outside of transactions, `claim` inside of the one that stores the submission.
"""

from cms.files.handing_out import serve_private_file
from cms.files.owners import Owner

__all__ = ["Owner", "serve_private_file"]
