"""Two versions of a flow, read and compared: every difference at its place, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from exoguide.check.changes.difference import WORST_FIRST, Change, Difference, Effect
from exoguide.check.changes.head import head_changes, translation_changes
from exoguide.check.changes.tables import table_changes
from exoguide.check.changes.versions import Raised, raised
from exoguide.check.changes.versus import Versus
from exoguide.check.examine import counts
from exoguide.check.findings import Finding, Issue
from exoguide.check.places import Places
from exoguide.check.positions import Positions, Span
from exoguide.check.report import Report
from exoguide.check.words import counted
from exoguide.flow.assembly import TABLES, Assembly, assemble
from exoguide.flow.bundle import (
    Bundle,
    bundle_digest,
    digest_of,
    documents_from_canonical,
)
from exoguide.flow.loading import examine
from exoguide.flow.model import Flow
from exoguide.flow.problems import FlowProblems, Path

NOWHERE = Span(0, 0, 0, 0)


@attrs.frozen
class Version:
    """One version of a flow, as it was read; ``raw`` are its files, where they are at hand."""

    name: str
    digest: str
    assembly: Assembly
    raw: Mapping[str, bytes]
    _files: dict[str, Positions] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @property
    def flow(self) -> Flow:
        """The flow itself."""
        return self.assembly.flow

    @cached_property
    def places(self) -> Places:
        """Where its tables stand."""
        return Places(self.raw, self.assembly)

    def located(self, path: Path, file: str = "") -> tuple[str, Span]:
        """The file and the token at a path; a span of zeros where the file is not at hand."""
        if not file:
            file, path = self.places.located(path)
        if file not in self.raw:
            return file, NOWHERE
        positions = self._files.get(file)
        if positions is None:
            positions = self._files[file] = Positions(self.raw[file])
        return file, positions.value(path)


def version_of(bundle: Bundle) -> Version:
    """The flow that ``bundle`` makes; ``FlowProblems`` lists all that keeps it from one."""
    assembly, problems = examine(bundle)
    if problems:
        raise FlowProblems(bundle.name, problems)
    return Version(bundle.name, bundle_digest(bundle), assembly, bundle.raw)


def saved_version(name: str, content: bytes) -> Version:
    """The flow that a session keeps as canonical JSON; it has no files, and so no lines.

    ``RecordError`` and ``FlowProblems`` as :func:`~exoguide.flow.bundle.flow_from_canonical`.
    """
    assembly = assemble(documents_from_canonical(content), from_json=True)
    if assembly.problems:
        raise FlowProblems(name, assembly.problems)
    return Version(name, digest_of(content), assembly, {})


@attrs.frozen
class Comparison:
    """What differs between two versions, the worst first, and whether the version says enough."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]
    raised: Raised
    report: Report
    """Of the new version: what is found wrong about its number."""

    @property
    def worst(self) -> Effect | None:
        """The worst effect of any difference; ``None`` where there is none."""
        return self.differences[0].effect if self.differences else None

    def count(self, effect: Effect) -> int:
        """How many differences have this effect."""
        return sum(one.effect is effect for one in self.differences)


def compare(old: Version, new: Version) -> Comparison:
    """Every difference of what two versions of a flow hold; how the files are laid out is none."""
    found = [_placed(old, new, one) for one in _changes(Versus(old.flow, new.flow))]
    rank = {effect: number for number, effect in enumerate(WORST_FIRST)}
    unique = dict.fromkeys(found)
    ordered = sorted(
        unique, key=lambda one: (rank[one.effect], one.file, *one.place, one.gone, one.message)
    )
    worst = ordered[0].effect if ordered else None
    verdict = raised(old.flow.head.version, new.flow.head.version, worst)
    findings = tuple(_findings(new, verdict, ordered))
    report = Report(new.name, findings, counts(new.flow), new.digest)
    return Comparison(old, new, tuple(ordered), verdict, report)


def _changes(versus: Versus) -> Iterator[Change]:
    yield from head_changes(versus)
    for table in TABLES:
        yield from table_changes(versus, table)
    yield from translation_changes(versus)


def _placed(old: Version, new: Version, change: Change) -> Difference:
    side = old if change.gone else new
    file, place = side.located(change.path, change.file)
    about = _subject(side.flow, change)
    return Difference(change.effect, change.message, change.help, change.gone, file, place, about)


def _subject(flow: Flow, change: Change) -> str:
    match change.path:
        case (str() as table, int() as index, *_):
            return f"{table}.{getattr(flow, TABLES[table][0])[index].id}"
        case (str() as key,) if change.file:
            return ".".join(key.split(".")[:2])
    return f"flow.{flow.head.id}"


def _findings(new: Version, verdict: Raised, found: list[Difference]) -> Iterator[Finding]:
    """The version that says less than what changed."""
    worst = found[0].effect if found else None
    todo = f'Write version = "{verdict.least}", or leave what is stored as it was.'
    if not verdict.least:
        todo = "Give it another version, or leave what is stored as it was."
    same = "is still" if not verdict.lowered else f"was “{verdict.old}” and is"
    said = f"The version {same} “{verdict.new}”"
    if worst is Effect.BREAKS and not verdict.enough:
        listed = [one for one in found if one.effect is worst]
        what = f"{counted(len(listed), 'change')} {'break' if listed[1:] else 'breaks'}"
        notes = tuple(f"{one.where}: {one.message}" for one in listed[:5])
        if len(listed) > 5:
            notes += (f"And {len(listed) - 5} more.",)
        issue = Issue("EXG910", _VERSION, f"{said}, and {what} stored answers.", todo, notes=notes)
        yield new.places.of_issue(issue)
    elif verdict.lowered or (worst is Effect.REROUTES and not verdict.enough):
        many = sum(one.effect is worst for one in found)
        what = f", and {counted(many, 'change')} {'lead' if many > 1 else 'leads'} sessions"
        what = f"{what} elsewhere." if worst is Effect.REROUTES else "."
        yield new.places.of_issue(Issue("EXG911", _VERSION, f"{said}{what}", todo))


_VERSION: Path = ("flow", "version")
