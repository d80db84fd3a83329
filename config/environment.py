"""What the machine tells the program: where data lives, which database, the secret key.

Each value that cannot work stops the start with a sentence that says what to change.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The folder for the embedded database and the secret key: DATA_DIR, or `var/` in the project."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "Name a folder that you own."
        raise ImproperlyConfigured(f"DATA_DIR is {folder}, which cannot be made: {error}. {advice}") from error
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: SECRET_KEY, or one made once and kept in the data folder (mode 600)."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = folder / "secret_key"
    if not path.exists():
        _make_key(path)
    key = path.read_text().strip()
    if len(key) < 32:
        raise ImproperlyConfigured(f"{path} holds no usable key. Delete the file and start again: a new one is made.")
    return key


def _make_key(path: Path) -> None:
    """Written beside and then linked: of programs that start at once one makes it, and none reads half of it."""
    made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        with suppress(FileExistsError):
            os.link(made, path)
    finally:
        made.unlink()


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for one database: PostgreSQL by DATABASE_URL, otherwise SQLite in the data folder.

    IMMEDIATE takes SQLite's write lock when a transaction begins: without it two writers that both read first
    fail with "database is locked" instead of waiting.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://; leave it out for the embedded SQLite.")
    if url:
        return {**dj_database_url.parse(url, conn_max_age=60), "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def hosts() -> list[str]:
    """Names that the server answers to: ALLOWED_HOSTS, comma-separated, or this machine only."""
    return [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",") if name.strip()]


def port() -> int:
    """The TCP port of `serve`: PORT, 1 to 65535, or 8000."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ImproperlyConfigured(f"PORT is {text!r}; it must be a whole number from 1 to 65535.")
    return int(text)


def redis_url() -> str:
    """Where Celery's messages go: REDIS_URL, or empty for the embedded loop alone."""
    url = os.environ.get("REDIS_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL must begin with redis://; leave it out where `serve` runs the jobs.")
    return url


def job_lease() -> int:
    """Seconds that a worker may be silent before its job is another's: JOB_LEASE, 1 to 3600, or 60."""
    text = os.environ.get("JOB_LEASE") or "60"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 3600:
        raise ImproperlyConfigured(f"JOB_LEASE is {text!r}; it must be a whole number of seconds from 1 to 3600.")
    return int(text)


def max_upload_bytes() -> int:
    """How large an uploaded file may be: MAX_UPLOAD_BYTES, 1 to 1 000 000 000, or 25 000 000 (25 MB)."""
    text = os.environ.get("MAX_UPLOAD_BYTES") or "25000000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000_000:
        raise ImproperlyConfigured(f"MAX_UPLOAD_BYTES is {text!r}; it must be a whole number from 1 to 1000000000.")
    return int(text)


def clamd_url() -> str:
    """Where clamd listens: CLAMD_URL, `tcp://host:port` or `unix:///path`, or empty where nothing scans."""
    url = os.environ.get("CLAMD_URL", "")
    if url and not re.fullmatch(r"tcp://[^/@:\s]+:[0-9]{1,5}|tcp://\[[0-9a-fA-F:.]+\]:[0-9]{1,5}|unix:///\S+", url):
        raise ImproperlyConfigured(
            f"CLAMD_URL is {url!r}; it is like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl."
        )
    return url


def grant_prefix() -> str:
    """The publisher's prefix of grants as open data, which 360Giving gives out: GRANT_PREFIX, or none."""
    given = os.environ.get("GRANT_PREFIX", "")
    if not re.fullmatch(r"(360G-[A-Za-z0-9-]{1,60})?", given):
        raise ImproperlyConfigured(f"GRANT_PREFIX is {given!r}; it is as 360Giving gave it out, such as 360G-example.")
    return given


def index_folder() -> Path | None:
    """The installation's own folder of index series: INDEX_FOLDER, or none."""
    given = os.environ.get("INDEX_FOLDER", "")
    if given and not Path(given).is_dir():
        raise ImproperlyConfigured(f"INDEX_FOLDER is {given}, which is no folder. Make it, or leave INDEX_FOLDER out.")
    return Path(given).resolve() if given else None
