"""What happens in a consultation: an entry goes to the disk, then comes what is next."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.elapsed import elapsed
from exoguide.consultation.wording import answer_of, flag_line, title_of
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.events import Kind
from exoguide.errors import StoreError
from exoguide.records.store import Conflict
from exoguide.speech import joined, phrase, spoken
from exoguide.tui.desk import Going, Panel
from exoguide.tui.looking import Looking
from exoguide.tui.parts import Line, Role
from exoguide.tui.typeset import cut

MOST_SAID = 40
"""Columns of an answer in the message that it was taken."""


class Sending(Looking):
    """A consultation that is written: entries, what the engine wants first, half-typed text."""

    def send(self, kind: Kind, /, **body: Json) -> None:
        """Let something happen; on success the screen comes to what is next.

        What the engine wants first, a reason or a confirmation, is put to the person.
        """
        self._sending = True
        try:
            made = self.consultation
            with self.during(phrase("Saving. One moment.")):
                taken = made.finish() if kind is Kind.ENDED else made.send(kind, **body)
            if isinstance(taken, Taken):
                self._took(taken)
        except Conflict as error:
            self._lost(error)
            return
        except StoreError as error:
            self.unsaved = error.title
            self.failed(error)
            return
        finally:
            self._sending = False
        if isinstance(taken, Taken):
            return
        if taken.why is Why.CONFIRM and "sure" not in body:
            self._sure(taken, kind, body)
        elif taken.why is Why.REASON and not body.get("reason"):
            self._reason(taken, kind, body)
        else:
            self.refused(taken)

    def refused(self, refusal: Refusal) -> None:
        """Say why something cannot be."""
        self.say(joined(refusal.message, refusal.todo), Role.CARE)

    def _took(self, taken: Taken) -> None:
        state = self.consultation.state
        self.unsaved = ""
        self.elapsed = elapsed(state.plan, (taken.event,), self.elapsed)
        self.saved_at = self.consultation.clock.now()[11:19]
        key = taken.event.body.get("key")
        if isinstance(key, str):
            self.begun.pop(key, None)
            given = state.ledger.answers.get(key)
            if given is not None and taken.event.kind is not Kind.NOTED:
                said = spoken(answer_of(self.consultation, key, given), self.language)
                title = title_of(self.consultation, key)
                first = said.split("\n")[0]
                short = cut(first, MOST_SAID)
                end = "." if short == first else ""
                self.say(joined(title, f"{short}{end}", by=": "), Role.QUIET)
        for name in taken.effects.raised:
            flag = state.plan.flags[name]
            role = Role.STOP if flag.action.value == "stop" else Role.CARE
            self.say(flag_line(state.around, flag, state.ledger.language), role)
        for name in taken.effects.void:
            self.say(
                phrase("Void now: the signature {title}.", title=title_of(self.consultation, name)),
                Role.STOP,
            )
        self.happened = self.message
        returning, self.returning = self.returning, ""
        stays = taken.event.kind in (Kind.NOTED, Kind.LANGUAGE, Kind.IDENTIFIED)
        if stays and self.form is not None:
            ticked = self.form.ticked
            self.look_at(self.form.key)
            for name in ticked ^ self.form.ticked:
                self.form = self.form.toggled(name)
            return
        self.listing = None
        self.take_place()
        if returning and state.ended is None:
            from exoguide.tui.finding import review

            review(self)

    def _sure(self, refusal: Refusal, kind: Kind, body: dict[str, Json]) -> None:
        more = {**body, "sure": True}
        self.put(
            Panel(
                "sure",
                phrase("Is it meant?"),
                lambda _: self.send(kind, **more),
                (Line(refusal.message, Role.CARE), Line(refusal.todo)),
                phrase("it is meant"),
                phrase("correct it"),
            )
        )

    def _reason(self, refusal: Refusal, kind: Kind, body: dict[str, Json]) -> None:
        lines = (Line(refusal.message, Role.CARE), Line(refusal.todo))
        self.put(
            Panel(
                f"reason:{body.get('key', '')}",
                phrase("A reason is needed"),
                lambda text: self.send(kind, **{**body, "reason": text}),
                lines,
                phrase("record it"),
                writes=True,
                prompt=phrase("Reason"),
            )
        )

    def _lost(self, error: Conflict) -> None:
        """Somebody else wrote; the state holds theirs already, and what was typed is kept."""
        self.say(f"{error.title}. {error.message}", Role.STOP)
        self.elapsed = elapsed(self.consultation.plan, error.events, self.elapsed)
        for event in error.events:
            key = event.body.get("key")
            about = title_of(self.consultation, key) if isinstance(key, str) else ""
            said = f"{event.user} {event.at[11:16]}: {event.kind.value}"
            self.say(joined(said, about), Role.STOP)
        kept = self.begun.copy()
        self.take_place()
        self.begun = kept

    def save_draft(self) -> None:
        """Put half-typed text on the disk, where it has changed; it is no answer."""
        entry = self.entry()
        if entry is None or entry.id.startswith(("filter:", "sure", "resolve", "reason")):
            return
        text = self.begun.get(entry.id, "")
        if entry.id not in self.begun or f"{entry.id}\n{text}" == self._saved_draft:
            return
        try:
            self.consultation.save_draft(entry.id, text)
        except StoreError as error:
            self.unsaved = error.title
        else:
            self._saved_draft = f"{entry.id}\n{text}"

    def save_last(self) -> None:
        """Put half-typed text on the disk as the process ends, from any thread.

        An entry on its way there comes first: it may be the very answer that was being typed.
        """
        if not self._sending:
            self.save_draft()

    def leave(self) -> None:
        """Leave the session as it is; everything is saved."""
        self.save_draft()
        with self.during(phrase("Saving. One moment.")):
            self.consultation.leave()
        self.going = Going("home", practice=self.consultation.practice)
