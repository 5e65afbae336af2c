"""The list of everything inside, as CycloneDX 1.6: ``python -m supply.sbom > exoguide.cdx.json``.

Made of the lock and of ``bundled.toml``, so it is the same bytes wherever it is made.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from exoguide import __version__
from supply.bundled import Library, written
from supply.pins import Pin, read_pins

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"
_SELF = f"pkg:pypi/exoguide@{__version__}"


def sbom() -> dict[str, Any]:
    """The list."""
    pins, libraries = read_pins(LOCK), written()
    carried: dict[str, list[str]] = {}
    for library in libraries:
        carried.setdefault(library.within, []).append(_reference(library))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _SELF,
                "name": "exoguide",
                "version": __version__,
                "purl": _SELF,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*map(_distribution, pins), *map(_library, libraries)],
        "dependencies": [
            {"ref": _SELF, "dependsOn": [_purl(pin) for pin in pins]},
            *({"ref": _purl(pin), "dependsOn": carried.get(pin.name, [])} for pin in pins),
        ],
    }


def _purl(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _distribution(pin: Pin) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _purl(pin),
        "name": pin.name,
        "version": pin.version,
        "purl": _purl(pin),
        "properties": [{"name": "exoguide:sha256", "value": each} for each in pin.hashes],
    }


def _reference(library: Library) -> str:
    return f"{library.name.lower()}@{library.version}#{library.within}"


def _library(library: Library) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": _reference(library),
        "name": library.name,
        "version": library.version,
        "licenses": [{"license": {"id": library.licence}}],
        "externalReferences": [{"type": "advisories", "url": library.weaknesses}],
        "properties": [{"name": "exoguide:within", "value": library.within}],
    }


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, indent=2)
    sys.stdout.write("\n")
