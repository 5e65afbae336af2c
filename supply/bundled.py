"""The libraries in C inside the wheels: what is written down of them, and what runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs

LIST = Path(__file__).with_name("bundled.toml")


@attrs.frozen
class Library:
    """A library as written down; ``within`` names the distribution that carries it."""

    name: str
    version: str
    within: str
    read: str
    licence: str
    weaknesses: str


def written() -> tuple[Library, ...]:
    """The list."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return tuple(Library(**one) for one in found["library"])


def running() -> Mapping[str, str]:
    """The version of each that is loaded here, by how it is read."""
    from cryptography.hazmat.backends.openssl import backend
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    try:
        connection.execute("PRAGMA key = 'any'")
        cipher, provider = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("cipher_version", "cipher_provider_version")
        )
    finally:
        connection.close()
    said = {
        "sqlcipher3.dbapi2.sqlite_version": dbapi2.sqlite_version,
        "PRAGMA cipher_version": cipher,
        "PRAGMA cipher_provider_version": provider,
        "cryptography.hazmat.backends.openssl.backend.openssl_version_text()": (
            backend.openssl_version_text()
        ),
    }
    return {read: _number(words) for read, words in said.items()}


def _number(words: str) -> str:
    found = re.search(r"\d+\.\d+(\.\d+)*", words)
    if found is None:
        raise ValueError(f"no version in {words!r}")
    return found[0]
