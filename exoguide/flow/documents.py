"""The files of a flow, read from disk: everything readable and everything wrong, in one go."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final

import attrs

from exoguide.flow.finding import MANIFEST
from exoguide.flow.problems import Problem, did_you_mean
from exoguide.flow.syntax import LARGEST, parse_document

TEXTS: Final = "texts"
STORIES: Final = "stories"
CHECK: Final = "check.toml"
"""What the checker is told; no part of the flow itself."""
MOST_FILES: Final = 1_000
"""Files of one flow, translations included."""

_OWN: Final = frozenset({TEXTS, STORIES})


@attrs.frozen
class Bundle:
    """The documents of a flow by their path relative to its folder, the head first.

    A document that cannot be parsed is missing from ``documents`` and named in ``problems``;
    ``raw`` holds the text of every file that could be read, for positions.
    """

    name: str
    """What the flow is called in messages: its folder or file."""
    documents: Mapping[str, dict[str, Any]]
    raw: Mapping[str, bytes] = attrs.Factory(dict)
    problems: tuple[Problem, ...] = ()
    folders: tuple[str, ...] = ()
    """Folders in which every file counts: a file that is added there changes the flow."""


def read_bundle(path: Path, translating: str = "") -> Bundle:
    """Every file of the flow in the folder (or the single file) ``path``.

    Nothing is raised: what is missing, broken or outside the folder is a problem of the bundle.
    ``translating`` is a language whose files are read although the flow does not name it yet.
    """
    single = path.is_file()
    folder = path.parent if single else path
    reader = _Reader(folder)
    head = path.name if single else MANIFEST
    reader.read(head)
    if head not in reader.documents:
        # Its list of files is lost: read what lies there, so that all errors come at once.
        beside = [] if single or head not in reader.raw else sorted(_toml_files(folder))
        for name in beside:
            if name != CHECK:
                reader.beside(name)
    elif single:
        reader.alone(head)
    else:
        reader.listed(head, translating)
    return Bundle(
        path.name or str(path),
        MappingProxyType(reader.documents),
        MappingProxyType(reader.raw),
        tuple(reader.problems),
        tuple(reader.folders),
    )


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, dict[str, Any]] = {}
        self.raw: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.folders: list[str] = []

    def listed(self, head: str, translating: str) -> None:
        """Read the files and translations that the head names, and those of one more language."""
        seen = {head}
        found = [*self._found(self.documents[head])]
        names = {name for _, _, name in found}
        more = [file for file in self._texts(translating) if file not in names]
        for number, (field, index, name) in enumerate(
            (*found, *(("languages", 0, file) for file in more))
        ):
            if number == MOST_FILES:
                said = f"The flow names more than {MOST_FILES:,} files."
                path = ("flow", field, index)
                self.problems.append(Problem(head, path, said, "Join some of them.", "EXG104"))
                return
            at = Problem(head, ("flow", field, index), "", "", "")
            if name in seen:
                said = f"“{name}” is listed twice."
                self.problems.append(
                    attrs.evolve(at, message=said, help="Keep one of the two.", code="EXG122")
                )
            elif self._inside(name, at):
                self.read(name, at)
            seen.add(name)

    def _found(self, head: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
        """The files that the head names; for a language, all that hold texts of it.

        These are ``texts/es.toml`` and every file in ``texts/es/``; for a language with a region
        ("es-US") those of the bare language too. With none of them, the first is named, so that
        it is told as missing.
        """
        taken: set[str] = set()
        for field, index, name in _named(head):
            if field == "files":
                yield field, index, name
                continue
            tag = name.removeprefix(f"{TEXTS}/").removesuffix(".toml")
            found = [file for one in tags_of(tag) for file in self._texts(one)]
            for file in found or [name]:
                if file not in taken:
                    taken.add(file)
                    yield field, index, file

    def _texts(self, tag: str) -> list[str]:
        """The files that hold texts in exactly this language."""
        if not tag or "/" in tag or not (self.folder / TEXTS).is_dir():
            return []
        single, folder = f"{TEXTS}/{tag}.toml", f"{TEXTS}/{tag}"
        found = [single] if (self.folder / single).exists() else []
        self.folders += [one for one in (TEXTS, folder) if (self.folder / one).is_dir()]
        return [*found, *sorted(_files_in(self.folder, f"{folder}/"))]

    def alone(self, head: str) -> None:
        """A single file cannot name others."""
        for field, index, name in islice(_named(self.documents[head]), MOST_FILES):
            said = f"A flow in a single file cannot list “{name}”."
            todo = f"Make a folder of it, with this file as {MANIFEST}."
            self.problems.append(Problem(head, ("flow", field, index), said, todo, "EXG106"))

    def beside(self, name: str) -> None:
        """Read a file that only lies there; a link that leads out is passed over."""
        if self._resolves_inside(name):
            self.read(name)

    def read(self, name: str, at: Problem | None = None) -> None:
        """Read and parse one file; ``at`` is where it is named."""
        if name in self.raw:
            return
        at = at or Problem(name, (), "", "", "EXG106")
        path = self.folder / name
        try:
            if path.exists() and not path.is_file():
                raise ValueError("it is not a file")  # a pipe would never end
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except FileNotFoundError:
            todo = did_you_mean(name, _toml_files(self.folder), "Add the file, or take it away.")
            said = f"There is no file “{name}”."
            self.problems.append(attrs.evolve(at, message=said, help=todo, code="EXG106"))
            return
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            said = f"“{name}” cannot be read: {why}."
            self.problems.append(attrs.evolve(at, message=said, code="EXG106"))
            return
        self.raw[name] = raw
        document, problems = parse_document(name, raw)
        self.problems.extend(problems)
        if document is not None:
            self.documents[name] = document

    def _inside(self, name: str, at: Problem) -> bool:
        """Whether ``name`` is a plain relative path to a ``.toml`` file within the folder."""
        pure = PurePosixPath(name)
        todo = "Files lie in the flow's folder and are named relative to it, with /."
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or str(pure) != name:
            said = f"“{name}” does not lie in the flow's folder."
        elif pure.suffix != ".toml":
            said, todo = f"“{name}” is not a .toml file.", "A flow is made of .toml files."
        elif pure.parts[0] in _OWN and at.path[1] == "files":
            said = f"“{name}” cannot be one of the flow's files."
            todo = f"The folders {TEXTS} and {STORIES} have their own meaning."
        elif not self._resolves_inside(name):
            said = f"“{name}” is a link that leads out of the flow's folder."
            todo = "Put a copy of the file into the folder."
        else:
            return True
        self.problems.append(attrs.evolve(at, message=said, help=todo, code="EXG107"))
        return False

    def _resolves_inside(self, name: str) -> bool:
        try:
            real = os.path.realpath(self.folder / name)
            return Path(real).is_relative_to(os.path.realpath(self.folder))
        except (OSError, ValueError):
            return True  # reading it says what is wrong


def files_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The further files that a head document names: its files, then its translations."""
    return tuple(name for _, _, name in _named(document))


def _named(document: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    head = document.get("flow")
    for field, pattern in (("files", "{}"), ("languages", TEXTS + "/{}.toml")):
        names = head.get(field) if isinstance(head, dict) else None
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if isinstance(name, str) and name:
                yield field, index, pattern.format(name)


def tags_of(language: str) -> tuple[str, ...]:
    """The languages whose texts serve ``language``: with its region, and without."""
    return tuple(dict.fromkeys((language, language.partition("-")[0])))


def _toml_files(folder: Path) -> list[str]:
    return [*_files_in(folder, ""), *_files_in(folder, f"{TEXTS}/")]


def _files_in(folder: Path, sub: str) -> list[str]:
    try:
        with os.scandir(folder / sub) as entries:
            return [f"{sub}{e.name}" for e in entries if e.name.endswith(".toml")]
    except OSError:
        return []
