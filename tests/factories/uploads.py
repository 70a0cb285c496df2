"""Files that editors bring in, and the way they go."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.base import ContentFile

from opendata.catalog.models import Dataset
from opendata.ingest.actions import receive_upload, request_publication, work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.models import Upload

BENCHES = "code,kind,seats,made\nB1,Παγκάκι,3,2020-05-01\nB2,Παγκάκι,4,2021-06-02\nB3,Κάθισμα,1,2022-07-03\n"


def geojson(*places: tuple[str, float, float]) -> bytes:
    """Points with a name."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for name, x, y in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def receive(content: str | bytes = BENCHES, name: str = "benches.csv", **facts: Any) -> Upload:
    """A file that was just received."""
    data = content.encode() if isinstance(content, str) else content
    return receive_upload(
        ContentFile(data, name=name), by=facts.pop("by", None), **{"language": "en", **facts}
    )


def inspect(content: str | bytes = BENCHES, name: str = "benches.csv", **facts: Any) -> Upload:
    """The same, read by the worker."""
    upload = work_on_upload(receive(content, name, **facts).pk)
    assert upload is not None
    assert upload.state == UploadState.INSPECTED, upload.refusal
    return upload


def publish(upload: Upload, **facts: Any) -> Upload:
    """Handed over and published by the worker."""
    done = work_on_upload(request_publication(upload, by=facts.get("by")).pk)
    assert done is not None
    assert done.state == UploadState.PUBLISHED, done.refusal
    return done


def publish_file(content: str | bytes = BENCHES, name: str = "benches.csv", **facts: Any) -> Dataset:
    """From the file to the dataset."""
    dataset = publish(inspect(content, name, **facts)).dataset
    assert dataset is not None
    return dataset
