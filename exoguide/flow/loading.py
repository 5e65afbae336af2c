"""A flow, ready to use, from wherever it lies.

With a cache folder, TOML is parsed only when a file of the flow has changed: the cache holds the
canonical JSON by digest, and for each place which digest its files had. Only what passed
every rule gets there. Everything in it can be thrown away at any time; what does not prove itself
is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Final

import attrs

from exoguide.errors import RecordError
from exoguide.flow.assembly import TABLES, Assembly, assemble
from exoguide.flow.bundle import (
    Bundle,
    canonical_bundle,
    digest_of,
    documents_from_canonical,
    read_bundle,
)
from exoguide.flow.documents import TEXTS
from exoguide.flow.model import Flow
from exoguide.flow.problems import FlowProblems, Problem
from exoguide.flow.syntax import MOST_PROBLEMS

MOST_TABLES: Final = 20_000
"""Tables of one name in a flow: twice the largest that its figures are measured with."""

SETTLED: Final = 2_000_000_000
"""Nanoseconds a file must have rested before its times prove that it is unchanged. Within a tick
of the file system's clock a file can change twice and look the same; FAT counts in 2 seconds."""


@attrs.frozen
class LoadedFlow:
    """A flow with its identity (``digest``), the canonical JSON that has it, and where it lies."""

    flow: Flow
    digest: str
    canonical: bytes
    path: Path
    origins: Any = attrs.field(factory=dict, repr=False, eq=False)
    """``(table, index) -> (file, index in that file)``, so that findings can name the place."""


def load_flow(path: Path, cache: Path | None = None) -> LoadedFlow:
    """The flow in the folder or single file ``path``; ``FlowProblems`` lists all that is wrong.

    ``cache`` is a folder for what parsing gives; without one, or where it cannot be written, the
    files are parsed every time.
    """
    if cache is not None:
        content = _cached(path, cache)
        loaded = _from_cache(path, content) if content is not None else None
        if loaded is not None:
            return loaded
    states = _states(path)
    bundle = read_bundle(path)
    assembly, problems = examine(bundle)
    if problems:
        raise FlowProblems(bundle.name, problems)
    content = canonical_bundle(bundle)
    loaded = LoadedFlow(assembly.flow, digest_of(content), content, path, assembly.origins)
    if cache is not None:
        names = (*bundle.raw, *bundle.folders)
        _remember(path, cache, loaded, {name: states.get(name) for name in names})
    return loaded


def examine(bundle: Bundle) -> tuple[Assembly, tuple[Problem, ...]]:
    """What a bundle makes and every problem of its files, types and shape.

    The shape is looked at only when every file could be read: a missing file would make a
    hundred names unknown. A table with a wrong type is told once.
    """
    assembly = assemble(bundle.documents)
    problems = (*bundle.problems, *assembly.problems[:MOST_PROBLEMS])
    if bundle.problems or not bundle.documents:
        return assembly, problems
    if large := _too_large(assembly):
        return attrs.evolve(assembly, flow=Flow(head=assembly.flow.head), origins={}), (large,)
    from exoguide.flow.shape import located, shape_problems

    told = {(one.file, *one.path[:2]) for one in assembly.problems}
    shape = located(shape_problems(assembly.flow), assembly)
    more = [p for p in shape if (p.file, *p.path[:2]) not in told]
    return assembly, (*problems, *more[:MOST_PROBLEMS])


def _too_large(assembly: Assembly) -> Problem | None:
    """What there is too much of in a flow to look at all of it."""
    for table, (field, _) in TABLES.items():
        count = len(getattr(assembly.flow, field))
        if count > MOST_TABLES:
            file, index = assembly.origins.get((table, MOST_TABLES), (assembly.head_file, 0))
            said = f"The flow has {count:,} [[{table}]] tables; at most {MOST_TABLES:,} can be"
            said += " looked at."
            return Problem(file, (table, index), said, "Make two flows of it.", "EXG104")
    return None


def _from_cache(path: Path, content: bytes) -> LoadedFlow | None:
    try:
        assembly = assemble(documents_from_canonical(content), from_json=True)
    except RecordError:
        return None
    if assembly.problems:
        return None
    return LoadedFlow(assembly.flow, digest_of(content), content, path, assembly.origins)


def _index(path: Path, cache: Path) -> Path:
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()
    return cache / "flows" / f"place-{name[:32]}.json"


def _cached(path: Path, cache: Path) -> bytes | None:
    """The canonical JSON of the files as they are now, if the cache has it."""
    try:
        with _index(path, cache).open("rb") as file:
            written = os.fstat(file.fileno()).st_mtime_ns
            index = json.load(file)
        folder = path.parent if path.is_file() else path
        if index["program"] != _program():
            return None  # another version may have other rules of shape
        for name, state in index["files"].items():
            now = _state(folder / name)
            if now != state or max(now[1:3]) > written - SETTLED:
                return None
        digest = index["digest"]
        content = (cache / "flows" / f"{digest}.json").read_bytes()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return content if digest_of(content) == digest else None


def _program() -> list[int]:
    """What tells one version of this room's code from another: files, bytes and newest change."""
    states = [_state(file) for file in Path(__file__).parent.rglob("*.py")]
    return [len(states), sum(one[0] for one in states), max(one[1] for one in states)]


def _states(path: Path) -> dict[str, list[int]]:
    """The state of every file that may belong to the flow, taken before they are read."""
    if path.is_file():
        return {path.name: _state(path)}
    found: dict[str, list[int]] = {}
    for file in (*path.rglob("*.toml"), path / TEXTS, *path.glob(f"{TEXTS}/*/")):
        try:
            found[file.relative_to(path).as_posix()] = _state(file)
        except OSError:
            continue
    return found


def _state(file: Path) -> list[int]:
    stat = file.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _remember(
    path: Path, cache: Path, loaded: LoadedFlow, files: dict[str, list[int] | None]
) -> None:
    if None in files.values():
        return
    index = {"digest": loaded.digest, "files": files, "program": _program()}
    try:
        (cache / "flows").mkdir(parents=True, exist_ok=True)
        _write(cache / "flows" / f"{loaded.digest}.json", loaded.canonical)
        _write(_index(path, cache), json.dumps(index).encode())
    except OSError:
        return


def _write(file: Path, content: bytes) -> None:
    """Write all of it or nothing: a reader never meets half a file."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
