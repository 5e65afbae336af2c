"""The eight main screens: how to come to each, so that it can be drawn and read.

Stories of the shipped flow are answered up to a question, or to their end, with a clock that stands
still: what is shown changes only when the program or the flow does.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import attrs
from textual.events import Paste

from exoguide.consultation import flows
from exoguide.consultation.opening import Clinician, Opening, resume, start
from exoguide.consultation.scripted import Script
from exoguide.consultation.session import Consultation
from exoguide.engine.events import Kind
from exoguide.flow.clinic import clinic_values
from exoguide.flow.stories import load_stories
from exoguide.records.store import Store
from exoguide.tui.app import ExoguideApp
from tests.consultation.places import SteadyClock, a_store
from tests.tui.hands import Hands, at
from tests.tui.keys import Pressed

SIZES = ((80, 24), (120, 36))
"""Columns and lines of the windows."""

GOLDENS = Path(__file__).parent / "goldens"
SESSION = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
"""A session's number, which is another one each time."""

CLINICIAN = Clinician("Dr A. Osei", "physician")


@attrs.frozen
class Scene:
    """One screen: what it is, where it is found, and what is pressed there."""

    name: str
    says: str
    """What is to be seen on it, in a few words."""
    open: Callable[[Store], ExoguideApp]
    keys: tuple[Pressed, ...] = ()


def told(
    store: Store, name: str, *, patient: str = "M-1042", stop: str = "", days: int = 0
) -> Consultation:
    """The story ``name``, as far as the question ``stop`` of its last visit.

    ``days`` is how much earlier its visits were than the story says.
    """
    loaded = flows.load("exosome-therapy")
    story = next(one for one in load_stories(loaded.path) if one.id == name)
    values = clinic_values(loaded.flow, story.clinic, "story")
    made: Consultation | None = None
    for number, visit in enumerate(story.visit, 1):
        clock = SteadyClock(date.fromordinal(visit.today.toordinal() - days))
        if made is None:
            made = start(store, loaded, Opening(CLINICIAN, patient, values, today=None), clock)
        else:
            made = resume(store, made.session_id, clock)
        last = number == len(story.visit)
        given = {key: answer for key, answer in visit.given.items() if not (last and key == stop)}
        Script(given, () if last and stop else visit.do).run(made)
    assert made is not None
    return made


def _home(store: Store) -> ExoguideApp:
    """Sessions of every kind; the treated one was so long ago that a follow-up is due."""
    treated = told(store, "accept-trial-prp", patient="M-1031", days=30)
    treated.send(Kind.DONE, date="2026-11-14", lot="A17-3")
    treated.leave()
    told(store, "emergency-chest-pain", patient="M-1036").leave()
    told(store, "dont-know-pregnancy", patient="M-1038").leave()
    told(store, "interrupted", patient="M-1040").leave()
    told(store, "dont-know-pregnancy", patient="M-1042", stop="gate_history").leave()
    return ExoguideApp(store, clock=SteadyClock())


def _saved(store: Store) -> ExoguideApp:
    """One session that has ended."""
    made = told(store, "accept-trial-prp")
    made.leave()
    return ExoguideApp(store, clock=made.clock)


def _upto(story: str, stop: str = "") -> Callable[[Store], ExoguideApp]:
    def opened(store: Store) -> ExoguideApp:
        made = told(store, story, stop=stop)
        return ExoguideApp(store, consultation=made, clock=made.clock)

    return opened


SCENES = (
    Scene("home", "what is in progress, due and done", _home, ("r",)),
    Scene("question", "a question with what is known", _upto("told-trial-prp", "source")),
    Scene(
        "field",
        "a date as it is typed, shown in full",
        _upto("accept-trial-prp", "planned_date"),
        (Paste("in 3 weeks"),),
    ),
    Scene(
        "change",
        "what another answer brings about",
        _upto("accept-trial-prp", "sign_clinician"),
        ("f3", "slash", Paste("exosomes come from"), "enter", "3"),
    ),
    Scene("review", "all answers", _upto("accept-trial-prp", "decision"), ("r",)),
    Scene("gate", "a flag, and the ways on", _upto("dont-know-pregnancy", "gate_history")),
    Scene(
        "signature",
        "who signs, and what it means",
        _upto("accept-trial-prp", "sign_patient"),
        (Paste("Maria Lopez"),),
    ),
    Scene("checklist", "a saved session, to tick", _saved, ("enter", "t", "enter", "down")),
)


@asynccontextmanager
async def seen(scene: Scene, size: tuple[int, int], folder: Path) -> AsyncIterator[Hands]:
    """Sit in front of a scene; its sessions lie in ``folder``."""
    store = a_store(folder, practice=False)
    async with at(scene.open(store), size) as hands:
        for key in scene.keys:
            await hands.press((key,))
            await hands.pilot.pause()
        for _ in range(3):  # what is said of a page follows once it is laid out
            await hands.pilot.pause(0.05)
        yield hands


def golden(scene: Scene, size: tuple[int, int]) -> Path:
    """Where the text of a scene is kept."""
    return GOLDENS / f"{scene.name}-{size[0]}x{size[1]}.txt"


async def reading(hands: Hands) -> str:
    """What a person reads, with a made-up number for a session."""
    text = "\n".join(await hands.screen()) + "\n"
    return SESSION.sub("7F3A-91C2", text)
