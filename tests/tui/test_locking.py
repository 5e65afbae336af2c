"""The page in front of a locked store, and the way back to the same place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from textual.events import Paste

from exoguide.config import Settings
from exoguide.consultation.idle import IdleWatch
from exoguide.consultation.records import open_records, open_unasked, records_folder
from exoguide.consultation.unlocking import KEYRING
from exoguide.records.access import Deed, entries
from exoguide.records.fitting import STORE_FILE
from exoguide.records.keys import Locked
from exoguide.records.lockout import ATTEMPTS_FILE
from exoguide.records.protecting import add_user, protect
from exoguide.records.recovery import new_code
from exoguide.records.store import Store
from exoguide.records.unlocking import unlock
from exoguide.tui.app import ExoguideApp
from exoguide.tui.consulting import Consulting
from exoguide.tui.gatekeeping import Gatekeeping
from exoguide.tui.welcoming import Welcoming
from tests.consultation.places import begun, garden
from tests.records.samples import CHEAP, PASSPHRASE, device_key_of
from tests.tui.hands import Hands, at

TYPED = [Paste(PASSPHRASE)]
Doing = Callable[[Hands], Awaitable[None]]


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    KEYRING.forget()
    yield
    KEYRING.forget()


@pytest.fixture
def protected() -> None:
    """The store of this account, with one session, opened by a passphrase alone."""
    store = open_records()
    begun(store, garden()).leave()
    store.close()
    folder = records_folder()
    protect(folder, device_key_of(folder), "ann", PASSPHRASE, new_code(), CHEAP)


def unlocked() -> Store:
    """The protected store as a command opens it that was given the passphrase."""
    KEYRING.hold(unlock(records_folder(), "ann", PASSPHRASE))
    return open_records()


def _deeds(store: Store) -> list[tuple[str, str]]:
    """What the record of access says was done, and how."""
    return [(entry.deed, entry.how) for entry in entries(store.access_log().links)]


def sit(app: ExoguideApp, doing: Doing) -> None:
    async def work() -> None:
        async with at(app) as hands:
            await doing(hands)

    asyncio.run(work())


def with_clock(app: ExoguideApp) -> Clock:
    clock = Clock()
    app.locking.watch = IdleWatch(300.0, app.locking.lock, clock)
    return clock


async def fall_asleep(hands: Hands, clock: Clock) -> Gatekeeping:
    """Nobody comes for long; the key that comes then is not let through."""
    clock.now += 400.0
    await hands.press("9")
    await hands.until(lambda: isinstance(hands.app.screen, Gatekeeping), "it is locked")
    assert isinstance(hands.app.screen, Gatekeeping)
    assert hands.app.screen.gate.asleep
    return hands.app.screen


@pytest.mark.usefixtures("protected")
def test_nothing_is_shown_before_the_passphrase_and_then_the_first_screen() -> None:
    assert open_unasked() is None

    async def doing(hands: Hands) -> None:
        text = "\n".join(await hands.screen())
        assert "The sessions are locked" in text
        assert "M-1" not in text
        await hands.press([Paste(PASSPHRASE[:-1]), "enter"])
        await hands.until(lambda: "wrong" in str(hands.desk.message), "it is said to be wrong")
        assert PASSPHRASE[:-1] not in "\n".join(await hands.screen())
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "the first screen")
        assert "M-1" in "\n".join(await hands.screen())
        deeds = [entry for entry in _deeds(hands.app.store) if "unlock" in entry[0]]
        assert [deed for deed, _ in deeds] == [Deed.UNLOCK_FAILED.value, Deed.UNLOCK.value]
        assert deeds[0][1].startswith("once since")

    sit(ExoguideApp(None), doing)


@pytest.mark.usefixtures("protected")
def test_the_passphrase_is_not_shown_while_it_is_typed_and_kept_nowhere() -> None:
    async def doing(hands: Hands) -> None:
        await hands.press(TYPED)
        lines = await hands.screen()
        assert PASSPHRASE not in "\n".join(lines)
        assert any("•" * len(PASSPHRASE) in line for line in lines)
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "the first screen")
        assert PASSPHRASE not in str(hands.desk.begun)

    sit(ExoguideApp(None), doing)


@pytest.mark.usefixtures("protected")
def test_too_many_wrong_passphrases_make_one_wait() -> None:
    async def doing(hands: Hands) -> None:
        for _ in range(4):
            await hands.press(["x", "enter"])
            await hands.until(lambda: "wrong" in str(hands.desk.message), "it is said to be wrong")
            hands.desk.message = ()
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: "tried again in" in str(hands.desk.message), "one has to wait")
        (records_folder() / ATTEMPTS_FILE).unlink()

    sit(ExoguideApp(None), doing)


@pytest.mark.usefixtures("protected")
def test_several_people_say_who_they_are() -> None:
    folder = records_folder()
    key = unlock(folder, "ann", PASSPHRASE).key
    add_user(folder, key, "ben", "another one of these", CHEAP)

    async def doing(hands: Hands) -> None:
        assert "Who are you?" in "\n".join(await hands.screen())
        await hands.press("2")
        assert "ben" in "\n".join(await hands.screen())
        await hands.press("escape")
        await hands.press("1")
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "the first screen")

    sit(ExoguideApp(None), doing)


@pytest.mark.parametrize("keys", [["ctrl+l"], ["f4", "ctrl+l"], ["f1", "ctrl+l"]])
@pytest.mark.usefixtures("protected")
def test_a_key_locks_at_once_wherever_one_is(keys: list[str]) -> None:
    store = unlocked()
    app = ExoguideApp(store, Settings(), begun(store, garden()))

    async def doing(hands: Hands) -> None:
        await hands.press(keys)
        await hands.until(lambda: isinstance(app.screen, Gatekeeping), "it is locked")
        assert store.record_key == b""
        assert "hurt" not in "\n".join(await hands.screen())
        await hands.press(["x", *TYPED, "enter"])
        await hands.until(lambda: isinstance(app.screen, Consulting), "the consultation")

    sit(app, doing)


@pytest.mark.usefixtures("protected")
def test_after_a_while_it_locks_and_comes_back_to_the_same_question_and_text() -> None:
    store = unlocked()
    made = begun(store, garden())
    app = ExoguideApp(store, Settings(), made)
    clock = with_clock(app)

    async def doing(hands: Hands) -> None:
        await hands.press("2")
        await hands.press("4")
        assert "How old are you?" in "\n".join(await hands.screen())
        await fall_asleep(hands, clock)
        text = "\n".join(await hands.screen())
        assert "How old" not in text
        assert "Dr Grey" not in text
        with pytest.raises(Locked):
            store.draft(made.session_id)
        assert store.record_key == b""
        assert KEYRING.key((records_folder() / STORE_FILE).read_bytes()[:16]) is None
        await hands.press("x")
        assert "The sessions are locked" in "\n".join(await hands.screen())
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: isinstance(hands.app.screen, Consulting), "the consultation")
        entry = hands.desk.entry()
        assert entry is not None
        assert entry.text == "4", "neither the late key nor the one that woke it"
        draft = store.draft(made.session_id)
        assert draft is not None
        assert draft.text == "4"
        await hands.press("0 enter")
        await hands.until(lambda: "age" in made.state.answers, "the answer is taken")
        deeds = [deed for deed, _ in _deeds(store)]
        assert deeds[-2:] == [Deed.LOCK.value, Deed.UNLOCK.value]

    sit(app, doing)


def test_without_a_passphrase_the_screen_is_blanked_and_any_key_brings_it_back() -> None:
    store = open_records()
    made = begun(store, garden())
    app = ExoguideApp(store, Settings(), made)
    clock = with_clock(app)

    async def doing(hands: Hands) -> None:
        await hands.press("2")
        await fall_asleep(hands, clock)
        assert "How old" not in "\n".join(await hands.screen())
        await hands.press("4")
        await hands.until(lambda: isinstance(hands.app.screen, Consulting), "the consultation")
        assert "How old are you?" in "\n".join(await hands.screen())
        entry = hands.desk.entry()
        assert entry is not None
        assert entry.text == "", "the key that woke it is no answer"
        await hands.press("4 0 enter")
        await hands.until(lambda: "age" in made.state.answers, "the answer is taken")
        await fall_asleep(hands, clock)

    sit(app, doing)


@pytest.mark.usefixtures("protected")
def test_the_page_itself_falls_asleep_with_what_was_typed_into_it() -> None:
    app = ExoguideApp(None)
    clock = with_clock(app)

    async def doing(hands: Hands) -> None:
        await hands.press(TYPED)
        clock.now += 400.0
        await hands.press("x")
        page = hands.app.screen
        assert isinstance(page, Gatekeeping)
        await hands.until(lambda: page.gate.asleep, "it is asleep")
        assert "•" not in "\n".join(await hands.screen())
        await hands.press("x")
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: isinstance(hands.app.screen, Welcoming), "the first screen")

    sit(app, doing)


@pytest.mark.usefixtures("protected")
def test_between_practice_and_real_sessions_the_passphrase_is_asked_when_it_was_forgotten() -> None:
    store = unlocked()
    app = ExoguideApp(store)

    def practises() -> bool:
        screen = app.screen
        return isinstance(screen, Welcoming) and screen.lobby.store.practice

    async def doing(hands: Hands) -> None:
        await hands.press("p")
        await hands.until(practises, "practice sessions")
        await hands.press("p")
        await hands.until(lambda: not practises(), "real ones, whose key is held")
        assert isinstance(app.screen, Welcoming)
        await hands.press("p")
        await hands.until(practises, "practice sessions")
        KEYRING.forget()
        await hands.press("p")
        await hands.until(lambda: isinstance(app.screen, Gatekeeping), "it is asked")
        await hands.press([*TYPED, "enter"])
        await hands.until(lambda: isinstance(app.screen, Welcoming), "the first screen")
        assert "M-1" in "\n".join(await hands.screen())

    sit(app, doing)
