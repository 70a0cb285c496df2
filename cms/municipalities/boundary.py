"""The boundary as a GeoJSON file that a person has uploaded."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 10 * 1024 * 1024


def read_boundary(data: bytes) -> MultiPolygon:
    """One valid MultiPolygon (EPSG:4326) of all areas in the file. Raises ValidationError with a sentence."""
    if len(data) > LARGEST_FILE:
        raise ValidationError(_("This file is too large: 10 MB at most."), code="size")
    try:
        areas = [area for geometry in _geometries(json.loads(data)) for area in _areas(geometry)]
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        GEOSException,
        GDALException,
    ) as problem:
        raise ValidationError(_("This is not a GeoJSON file that can be read."), code="geojson") from problem
    if not areas:
        raise ValidationError(
            _("There is no area in this file: a boundary is a Polygon or a MultiPolygon."), code="empty"
        )
    whole = MultiPolygon(areas, srid=4326).buffer(0)
    west, south, east, north = whole.extent
    if whole.empty or west < -180 or east > 180 or south < -90 or north > 90:
        raise ValidationError(
            _("The positions are not longitudes and latitudes (EPSG:4326). Please convert the file first."),
            code="crs",
        )
    return whole if isinstance(whole, MultiPolygon) else MultiPolygon(whole, srid=4326)


def _geometries(thing: dict[str, Any]) -> list[dict[str, Any]]:
    match thing.get("type"):
        case "FeatureCollection":
            return [geometry for feature in thing["features"] for geometry in _geometries(feature)]
        case "Feature":
            return _geometries(thing["geometry"]) if thing["geometry"] else []
        case "GeometryCollection":
            return [geometry for part in thing["geometries"] for geometry in _geometries(part)]
    return [thing]


def _areas(geometry: dict[str, Any]) -> list[Polygon]:
    shape = GEOSGeometry(json.dumps(geometry), srid=4326)
    if isinstance(shape, Polygon):
        return [shape]
    return [part for part in shape if isinstance(part, Polygon)] if isinstance(shape, MultiPolygon) else []
