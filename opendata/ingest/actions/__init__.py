"""The verbs of the room: from the file that was received to rows on the shelf."""

from opendata.ingest.actions.cancelling import cancel_upload
from opendata.ingest.actions.deciding import decide, read_again
from opendata.ingest.actions.inspecting import can_be_compared, inspect_upload
from opendata.ingest.actions.publishing import publish_upload, request_publication
from opendata.ingest.actions.receiving import receive_upload
from opendata.ingest.actions.working import work_on_upload

__all__ = [
    "can_be_compared",
    "cancel_upload",
    "decide",
    "inspect_upload",
    "publish_upload",
    "read_again",
    "receive_upload",
    "request_publication",
    "work_on_upload",
]
