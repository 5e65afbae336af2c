"""What a locked file of requirements says: exact versions and the hashes that may come."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

_PIN = re.compile(
    r"([a-z0-9.-]+)==([0-9][0-9a-z.]*)( ; [^/]+?)?((?: +--hash=sha256:[0-9a-f]{64})+)"
)


@attrs.frozen
class Pin:
    """One distribution in one version; ``hashes`` are SHA-256, one for each file it may be."""

    name: str
    version: str
    hashes: tuple[str, ...]


def read_pins(path: Path) -> tuple[Pin, ...]:
    """Every pin of a lock; ``ValueError`` for a line that is none."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(_pin(re.sub(r" +", " ", line.strip())) for line in lines)


def _pin(line: str) -> Pin:
    found = _PIN.fullmatch(line)
    if found is None:
        raise ValueError(f"no pin with its hashes: {line[:80]}")
    hashes = re.findall(r"sha256:([0-9a-f]+)", found[4])
    return Pin(found[1], found[2], tuple(sorted(hashes)))
