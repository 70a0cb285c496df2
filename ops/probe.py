"""Looks at the database from inside the venv: does it answer, is PostGIS there, which is it. Prints JSON."""

from __future__ import annotations

import json
import os
import sys

import psycopg

from ops.paths import EXTENSIONS


def look(url: str) -> dict[str, str]:
    """What was found: `identity` when all is well, else `problem` and `advice`."""
    try:
        connection = psycopg.connect(url, connect_timeout=10, autocommit=True)
    except psycopg.Error as error:
        return {"problem": f"it does not let us in.\n{str(error).strip()}", "advice": "Check DATABASE_URL."}
    with connection:
        for name in EXTENSIONS:
            try:
                connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public")
            except psycopg.Error as error:
                advice = f"As the database's superuser type: CREATE EXTENSION {name} SCHEMA public;"
                return {"problem": f"{name} is missing. {str(error).strip()}", "advice": advice}
        row = connection.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()), oid"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        return {"identity": str(row), "version": str(connection.info.server_version // 10000)}


if __name__ == "__main__":
    found = look(os.environ["DATABASE_URL"].replace("postgis://", "postgresql://", 1))
    json.dump(found, sys.stdout)
