"""Upload, what was decided about a dataset's files, columns that leave, and addresses that are fetched."""

from opendata.ingest.models.columns import ColumnChange
from opendata.ingest.models.decisions import StandingDecisions
from opendata.ingest.models.harvest import Harvest
from opendata.ingest.models.upload import Upload

__all__ = ["ColumnChange", "Harvest", "StandingDecisions", "Upload"]
