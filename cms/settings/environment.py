"""The environment, read once. Every variable the portal knows is listed here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Environment:
    """Typed values of the environment; `docs/guides/operator.md` explains each."""

    secret_key: str
    secret_key_fallbacks: list[str]
    database_url: str
    cache_url: str
    email_url: str
    default_from_email: str
    var_dir: Path
    static_dir: Path
    https: bool
    port: int
    staff_second_factor: bool
    gdal_library: str
    geos_library: str
    openid_providers: str
    gsis_client_id: str
    gsis_secret: str
    gsis_server: str
    trusted_proxies: int
    harvest_hosts: list[str]
    outside_links: bool
    api_anonymous_units: int
    api_key_units: int
    api_seconds: int
    history_days: int
    api_database_role: str
    clamav_address: str
    clamav_seconds: int
    unclaimed_files_hours: int
    seal_pkcs12: str
    seal_passphrase: str
    seal_pkcs11_module: str
    seal_pkcs11_token: str
    seal_pkcs11_label: str
    seal_pkcs11_pin: str
    seal_timestamp_url: str
    seal_long_term: bool
    seal_trust_roots: str


def read_environment() -> Environment:
    """Reads `var/env` (made by setup) below the process's own environment, which wins."""
    env = Env()
    env.read_env(str(ROOT / "var" / "env"), recurse=False, override=False)
    var_dir = Path(env.str("VAR_DIR", str(ROOT / "var")))
    return Environment(
        secret_key=env.str("SECRET_KEY"),
        secret_key_fallbacks=list(filter(None, env.list("SECRET_KEY_FALLBACKS", []))),
        database_url=env.str("DATABASE_URL"),
        cache_url=env.str("CACHE_URL", ""),
        email_url=env.str("EMAIL_URL", f"file:///{(var_dir / 'mail').absolute()}"),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", "portal@localhost"),
        var_dir=var_dir,
        static_dir=Path(env.str("STATIC_DIR", str(var_dir / "static"))),
        https=env.bool("HTTPS", True),
        # `make` hands an unset one on as an empty one.
        port=env.int("PORT", 8000) if env.str("PORT", "") else 8000,
        staff_second_factor=env.bool("STAFF_SECOND_FACTOR", True),
        gdal_library=env.str("GDAL_LIBRARY_PATH", ""),
        geos_library=env.str("GEOS_LIBRARY_PATH", ""),
        openid_providers=env.str("OPENID_PROVIDERS", "[]"),
        gsis_client_id=env.str("GSIS_CLIENT_ID", ""),
        gsis_secret=env.str("GSIS_SECRET", ""),
        gsis_server=env.str("GSIS_SERVER", "https://oauth2.gsis.gr/oauth2server"),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0),
        harvest_hosts=env.list("HARVEST_HOSTS", []),
        outside_links=env.bool("OUTSIDE_LINKS", True),
        api_anonymous_units=env.int("API_ANONYMOUS_UNITS", 6_000),
        api_key_units=env.int("API_KEY_UNITS", 60_000),
        api_seconds=env.int("API_SECONDS", 30),
        history_days=env.int("HISTORY_DAYS", 730),
        api_database_role=env.str("API_DATABASE_ROLE", ""),
        clamav_address=env.str("CLAMAV_ADDRESS", ""),
        clamav_seconds=env.int("CLAMAV_SECONDS", 60),
        unclaimed_files_hours=env.int("UNCLAIMED_FILES_HOURS", 48),
        seal_pkcs12=env.str("SEAL_PKCS12", ""),
        seal_passphrase=env.str("SEAL_PASSPHRASE", ""),
        seal_pkcs11_module=env.str("SEAL_PKCS11_MODULE", ""),
        seal_pkcs11_token=env.str("SEAL_PKCS11_TOKEN", ""),
        seal_pkcs11_label=env.str("SEAL_PKCS11_LABEL", ""),
        seal_pkcs11_pin=env.str("SEAL_PKCS11_PIN", ""),
        seal_timestamp_url=env.str("SEAL_TIMESTAMP_URL", ""),
        seal_long_term=env.bool("SEAL_LONG_TERM", True),
        seal_trust_roots=env.str("SEAL_TRUST_ROOTS", ""),
    )
