"""The stories of the shipped flow, each played once, and how long each was in the room."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs

from exoguide.consultation.coverage import Collector, Coverage
from exoguide.consultation.expecting import Played, put_to_the_test
from exoguide.consultation.session import Consultation
from exoguide.consultation.stories import Stage
from exoguide.engine.apply import Taken
from exoguide.engine.encoding import field
from exoguide.engine.events import Kind
from exoguide.flow.finding import built_in_flows
from exoguide.flow.loading import LoadedFlow, load_flow
from exoguide.flow.model import Flow
from exoguide.flow.stories import load_stories
from exoguide.records.embedded import open_store

PATH: Final = built_in_flows() / "exosome-therapy"
STORIES: Final = {story.id: story for story in load_stories(PATH)}
ANSWERS: Final = (Kind.ANSWERED, Kind.CONFIRMED, Kind.SIGNED)


@attrs.frozen
class Length:
    """How long a story was, over all its visits."""

    pages: int
    questions: int
    end: str


@attrs.frozen
class Season:
    """All stories played."""

    flow: Flow
    played: Mapping[str, Played]
    lengths: Mapping[str, Length]
    coverage: Coverage

    def table(self) -> str:
        """Pages and questions of each story, the longest first."""
        ranked = sorted(self.lengths.items(), key=lambda one: -one[1].pages)
        rows = [f"{of.pages:>5} {of.questions:>9}  {of.end:<22} {name}" for name, of in ranked]
        return "\n".join(["pages questions  end                    story", *rows])


@attrs.define
class _Meter:
    """Counts pages as a person meets them: the next question stands on another one, or anew."""

    pages: int = 0
    questions: int = 0
    end: str = ""
    _mark: tuple[str, ...] = ()

    def watch(self, _: Consultation, taken: Taken) -> None:
        event = taken.event
        if event.kind is Kind.ENDED:
            self.end = field(event.body, "end")
        if event.kind not in ANSWERS:
            return
        key = field(event.body, "key")
        node = taken.state.plan.node(key)
        page = node.entry.page if node else ""
        mark = (node.stage, page) if node and page else (key,)
        self.questions += 1
        self.pages += mark != self._mark
        self._mark = mark


def play_all(folder: Path) -> Season:
    """Play every story once in one practice store, for all that is asked of them."""
    loaded: LoadedFlow = load_flow(PATH)
    collector = Collector()
    played: dict[str, Played] = {}
    lengths: dict[str, Length] = {}
    store = open_store(folder / "store", practice=True)
    for name, story in STORIES.items():
        meter = _Meter()

        def watch(consultation: Consultation, taken: Taken, meter: _Meter = meter) -> None:
            collector.watch(consultation, taken)
            meter.watch(consultation, taken)

        played[name] = put_to_the_test(Stage(store, watch=watch), loaded, story)
        collector.end()
        lengths[name] = Length(meter.pages, meter.questions, meter.end)
    store.close()
    return Season(loaded.flow, played, lengths, collector.coverage(loaded.flow))


def main() -> None:
    """Print how long each story is: ``python -m tests.flows.plays``."""
    with tempfile.TemporaryDirectory(prefix="exoguide-stories-") as folder:
        print(play_all(Path(folder)).table())  # noqa: T201 - this is what it is called for


if __name__ == "__main__":
    main()
