"""What every part of the line-by-line face stands on: one session, one person, one console."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.reading import Reading
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import flag_line, own_word, title_of
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.events import Kind
from exoguide.engine.rendering import text
from exoguide.errors import StoreError
from exoguide.line.console import Console
from exoguide.line.voice import Voice
from exoguide.records.store import Conflict
from exoguide.speech import joined, phrase


class Talk(Voice):
    """A person and a session. ``patient_view`` hides what is for the clinician alone."""

    def __init__(
        self,
        consultation: Consultation,
        console: Console,
        *,
        patient_view: bool = False,
        day_first: bool | None = None,
    ) -> None:
        super().__init__(console)
        self.consultation = consultation
        self.patient_view = patient_view
        self.day_first = day_first
        self.looking = 0
        """How far back the person has looked."""
        self.stage = ""
        """The stage whose title was said last."""
        self.shown: object = None
        """What was shown last in full, so that it is not repeated."""
        self.unsaved: StoreError | None = None
        """What kept the last entry from being saved."""
        self.noticed = ""
        """What the store had to say, once it was passed on."""

    @property
    def language(self) -> str:
        """The language of the session."""
        return self.consultation.state.ledger.language

    @property
    def practice(self) -> bool:
        """Whether nothing in the session is real."""
        return self.consultation.practice

    @property
    def yes(self) -> str:
        """Yes as the flow says it."""
        return own_word(self.consultation, "yes")

    def told(self, key: str) -> str:
        """A text of the flow in the language of the session, from where the walk stands."""
        state = self.consultation.state
        return text(state.around, key, state.ledger.language)

    @property
    def how(self) -> Reading:
        """How typed answers are read here."""
        ledger = self.consultation.state.ledger
        return Reading(ledger.today, self.day_first, ledger.language)

    def send(self, kind: Kind, /, **body: Json) -> Taken | None:
        """Let something happen, with the reason or confirmation that it needs; say what it did.

        ``None`` when it did not happen; why not has been said.
        """
        while True:
            try:
                taken = self._sent(kind, body)
            except Conflict as error:
                self._lost(error)
                return None
            except StoreError as error:
                self._failed(error)
                return None
            self.unsaved = None
            if isinstance(taken, Taken):
                self.announce(taken)
                return taken
            if taken.why is Why.CONFIRM and "sure" not in body:
                self.refused(taken)
                if not self.sure(phrase("Is it meant?")):
                    self.say(phrase("Nothing was recorded."))
                    return None
                body = {**body, "sure": True}
            elif taken.why is Why.REASON and not body.get("reason"):
                self.refused(taken)
                body = {**body, "reason": self.word(phrase("Reason"))}
            else:
                self.refused(taken)
                return None

    def _sent(self, kind: Kind, body: dict[str, Json]) -> Taken | Refusal:
        with self.meanwhile(phrase("Saving. One moment.")):
            if kind is Kind.ENDED:
                return self.consultation.finish()
            return self.consultation.send(kind, **body)

    def refused(self, refusal: Refusal) -> None:
        """Say why something cannot be."""
        self.say(joined(refusal.message, refusal.todo))

    def announce(self, taken: Taken) -> None:
        """Say what an event brought about beside what it says itself."""
        effects = taken.effects
        state = self.consultation.state
        notice = self.consultation.store.notice
        if notice and notice != self.noticed:
            self.noticed = notice
            self.say(notice)
        for name in effects.raised:
            flag = state.plan.flags[name]
            self.say(flag_line(state.around, flag, state.ledger.language))
        for name in effects.cleared:
            flag = state.plan.flags[name]
            said = self.told(f"flag.{name}.title") or self.told(f"flag.{name}.message")
            self.say(phrase("No longer raised: {said}", said=said))
        for key in effects.void:
            self.say(
                phrase("Void now: the signature “{title}”.", title=title_of(self.consultation, key))
            )

    def _lost(self, error: Conflict) -> None:
        """Somebody else wrote: say it, and what they did; the state holds it already."""
        self.say(phrase("{title}. {message}", title=error.title, message=error.message))
        for event in error.events:
            key = event.body.get("key")
            about = title_of(self.consultation, key) if isinstance(key, str) else ""
            did = phrase(
                "{user} at {at} - {kind}",
                user=event.user,
                at=event.at[11:16],
                kind=event.kind.value,
            )
            self.say(joined(did, about, by=": "), indent=2)

    def _failed(self, error: StoreError) -> None:
        """The entry is not saved: say it, and let the person try again while that can help."""
        if self.consultation.store.read_only:
            raise error
        self.unsaved = error
        self.say(
            phrase(
                "NOT SAVED. {title}. {message} {todo}",
                title=error.title,
                message=error.message,
                todo=error.todo,
            )
        )
        self.say(
            phrase("The question stands as it was; answer again once this is put right, or quit.")
        )
