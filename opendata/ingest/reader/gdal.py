"""GDAL with one driver, without network, loaded late: what it may open is settled before it starts."""

from __future__ import annotations

import os
from types import ModuleType

from opendata.ingest.codes import Kind

DRIVERS = {
    Kind.GEOJSON: "GeoJSON",
    Kind.GEOJSON_LINES: "GeoJSONSeq",
    Kind.GPKG: "GPKG",
    Kind.SHAPEFILE: "ESRI Shapefile",
    Kind.KML: "LIBKML",
    Kind.FLATGEOBUF: "FlatGeobuf",
}
# Every driver for layers that GDAL 3.12 in pyogrio's wheel has. A new one makes `load_gdal` refuse to start.
KNOWN = (
    "MEM", "PCIDSK", "PDS4", "VICAR", "PDF", "MBTiles", "EEDA", "OGCAPI", "GDALG", "ESRI Shapefile",
    "MapInfo File", "LVBAG", "S57", "DGN", "OGR_VRT", "CSV", "GML", "GPX", "LIBKML", "KML", "GeoJSON",
    "GeoJSONSeq", "ESRIJSON", "TopoJSON", "OGR_GMT", "GPKG", "SQLite", "WAsP", "OpenFileGDB", "DXF",
    "FlatGeobuf", "GeoRSS", "VFK", "PGDUMP", "OSM", "GPSBabel", "OGR_PDS", "WFS", "OAPIF", "EDIGEO",
    "Idrisi", "ODS", "XLSX", "Elasticsearch", "Carto", "AmigoCloud", "SXF", "Selafin", "JML", "PLSCENES",
    "CSW", "VDV", "MVT", "NGW", "MapML", "GTFS", "PMTiles", "JSONFG", "MiraMonVector", "ADBC", "AVCBin",
    "AVCE00", "AIVector", "HTTP",
)  # fmt: skip
SETTINGS = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "CPL_VSIL_CURL_NON_CACHED": "/vsicurl/",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_CACHEMAX": "64",
    "GDAL_NUM_THREADS": "1",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "SHAPE_RESTORE_SHX": "YES",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "200",
    "GDAL_DRIVER_PATH": "disable",
    "PROJ_NETWORK": "OFF",
}


class UnknownDriver(Exception):
    """GDAL has a driver that this list does not know: it must be looked at first."""


def load_gdal(kind: Kind) -> ModuleType:
    """The module pyogrio, able to open this kind of file and no other."""
    wanted = DRIVERS[kind]
    os.environ.update(SETTINGS)
    os.environ["GDAL_SKIP"] = ",".join(name for name in KNOWN if name != wanted)
    import pyogrio
    import pyogrio.raw

    able = set(pyogrio.list_drivers())
    if not able <= {wanted}:
        raise UnknownDriver(", ".join(sorted(able - {wanted})))
    module: ModuleType = pyogrio
    return module
