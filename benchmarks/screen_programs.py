"""What ``bench_screen`` puts on a pty: ``python -m benchmarks.screen_programs NAME ...``.

``bare`` is a Textual app that shows as many widgets of the same kinds as a consultation does;
``questionary`` asks the same question by line prompt; ``stories`` presses stories of the shipped
flow and says, key by key, when all of it was painted.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from exoguide.consultation.session import Consultation
    from exoguide.engine.events import Event
    from exoguide.tui.app import ExoguideApp

FLOW = Path(__file__).resolve().parent.parent / "flows" / "exosome-therapy"
CHOICES = ("Yes, I am here for myself", "No, for somebody else", "Not decided yet", "Don't know")
KEYS = {"b": "back", "n": "note", "p": "patient view", "question_mark": "help"}
REDUCED = 5
"""How many stories are pressed, spread over all; every one at full size, which takes long."""

READY = "Where would the exosomes come from?"


def bare() -> int:
    """The page of a question as Textual's own widgets give it, with nothing behind it.

    A header and a footer with keys, lines above and below, a scrolling middle with the question, a
    line to write on and a list of answers.
    """
    from textual.app import App, ComposeResult
    from textual.containers import Horizontal, VerticalScroll
    from textual.widgets import Footer, Header, Input, OptionList, Static

    class Bare(App[None]):
        CSS = "Horizontal > Static { width: 1; } OptionList { height: 6; }"
        BINDINGS: ClassVar = [(key, "bell", does) for key, does in KEYS.items()]

        def compose(self) -> ComposeResult:
            yield Header()
            for number in range(2):
                yield Static(f"line {number}", markup=False)
            with Horizontal():
                yield Static("", markup=False)
                with VerticalScroll(id="body"):
                    yield Static(READY, markup=False)
                    yield Input()
                    yield OptionList(*CHOICES, markup=False)
                    for number in range(3):
                        yield Static(f"more {number}", markup=False)
                yield Static("", markup=False)
            yield Static("below", markup=False)
            yield Footer()

    Bare().run(mouse=False)
    return 0


def line_prompt() -> int:
    """The same question by the library that most programs ask with."""
    import questionary

    questionary.select(READY, choices=list(CHOICES)).ask()
    return 0


def stories(marks: int, acknowledged: int) -> int:
    """Every story on the full screen; a line to ``marks`` for each key, then wait for its echo."""
    from exoguide.consultation.opening import resume
    from exoguide.flow.loading import load_flow
    from exoguide.flow.stories import load_stories
    from tests.consultation.places import SteadyClock, a_store
    from tests.consultation.typist import day_of, opened_again, sittings

    def mark(what: str, name: str) -> None:
        os.write(marks, f"{what} {name}\n".encode())
        os.read(acknowledged, 1)

    loaded = load_flow(FLOW)
    told = sorted(load_stories(FLOW), key=lambda story: story.id)
    full = os.environ.get("EXOGUIDE_FULL") == "1"
    for story in told if full else told[:: max(1, len(told) // REDUCED)][:REDUCED]:
        with tempfile.TemporaryDirectory() as folder:
            events = _played(Path(folder) / "played", story.id)
            place = Path(folder) / "pressed"
            again = opened_again(a_store(place), loaded, events[0], SteadyClock())
            number = again.session_id
            for visit in sittings(events):
                store = a_store(place)
                today = None if visit[0].seq == 1 else day_of(visit[0])
                made = again if today is None else resume(store, number, SteadyClock(), today=today)
                _sit(made, visit[1:], story.id, mark)
    return 0


def _played(folder: Path, name: str) -> list[Event]:
    from exoguide.consultation.expecting import put_to_the_test
    from exoguide.consultation.stories import Stage
    from exoguide.flow.loading import load_flow
    from exoguide.flow.stories import load_stories
    from tests.consultation.places import SteadyClock, a_store

    (story,) = (each for each in load_stories(FLOW) if each.id == name)
    store = a_store(folder)
    result = put_to_the_test(Stage(store, SteadyClock()), load_flow(FLOW), story)
    events = list(store.events(result.session_id))
    store.close()
    return events


def _sit(made: Consultation, visit: list[Event], story: str, mark: object) -> None:
    from exoguide.tui.app import ExoguideApp

    app = ExoguideApp(made.store, consultation=made)

    async def press(_: Pilot[object]) -> None:
        try:
            await _press(app, made, visit, story, mark)
        finally:
            app.exit()

    app.run(mouse=app.link.mouse, auto_pilot=press)
    if app.failure is not None:
        raise app.failure
    app.close()


async def _press(
    app: ExoguideApp, made: Consultation, visit: list[Event], story: str, mark: object
) -> None:
    from textual.events import Key, Paste

    from exoguide.engine.apply import Taken
    from tests.consultation.typist import AFTER
    from tests.tui.keys import pressed

    assert callable(mark)
    await _painted(app)
    mark("paint", story)
    await asyncio.sleep(1.5)
    mark("idle", story)
    for event in visit:
        if event.kind in AFTER:
            body = {name: value for name, value in event.body.items() if name != "inputs"}
            assert isinstance(made.send(event.kind, **body), Taken)
            continue
        for one in pressed(app.screen.sitting, event):  # type: ignore[attr-defined]  # the place of a consultation
            before, shown, read = made.state.ledger.seq, _page(app), _read(app)
            key: Key | Paste = one if isinstance(one, Paste) else Key(one, None)
            key.set_sender(app)
            await app.on_event(key)
            await _painted(app)
            if made.state.ledger.seq > before:
                what = "end" if made.state.ended is not None else "step"
            elif isinstance(one, Paste):
                what = "paste"
            elif shown != _page(app):
                what = "open"
            else:
                what = "key" if read == _read(app) else "turn"
            at_hand = made.state.cursor.key if made.state.cursor is not None else "the end"
            mark(what, f"{story}, event {event.seq} ({event.kind.value}, {one}), now at {at_hand}")


def _page(app: ExoguideApp) -> object:
    """What the page is about: a question, a list, something put to the person."""
    sitting = app.screen.sitting  # type: ignore[attr-defined]  # the place of a consultation
    panel, listing = sitting.panel, sitting.listing
    return (
        None if panel is None else panel.title,
        None if listing is None else listing.title,
        sitting.form and sitting.form.key,
    )


def _read(app: ExoguideApp) -> float:
    """How far the page is read: a key that moves it paints all of it."""
    place: Any = app.screen
    return float(place.canvas.body.scroll_y)


async def _painted(app: ExoguideApp) -> None:
    """Wait until two looks in a row, each longer than a frame, find nothing left to paint."""
    quiet = 0
    while quiet < 2:
        await asyncio.sleep(0.025)
        quiet = quiet + 1 if getattr(app._driver, "settled", False) else 0  # noqa: SLF001 - the driver is the app's own


def main() -> int:
    """Run what is named."""
    name, *arguments = sys.argv[1:]
    match name:
        case "bare":
            return bare()
        case "questionary":
            return line_prompt()
        case _:
            return stories(int(arguments[0]), int(arguments[1]))


if __name__ == "__main__":
    sys.exit(main())
