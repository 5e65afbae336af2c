"""Which question of a consultation is looked at, and the way to another one and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from exoguide.consultation.elapsed import elapsed
from exoguide.consultation.reading import Reading
from exoguide.consultation.session import Consultation
from exoguide.engine.events import Event
from exoguide.engine.outlook import Outlook, outlook
from exoguide.errors import StoreError
from exoguide.flow.model import StepKind
from exoguide.speech import phrase
from exoguide.tui.desk import Desk, Going
from exoguide.tui.form import Form, form_at
from exoguide.tui.lists import Selection
from exoguide.tui.parts import Entry, Span

Made = TypeVar("Made")


class Looking(Desk):
    """A consultation that is read: the question at hand, or an earlier one."""

    def __init__(self, consultation: Consultation, *, day_first: bool | None = None) -> None:
        super().__init__()
        self.consultation = consultation
        self.day_first = day_first
        self.patient_view = False
        self.evidence = False
        """Whether all that is known is shown in the place of the options."""
        self.saved_at = consultation.store.session(consultation.session_id).changed_at[11:19]
        """When the last entry was on the disk: HH:MM:SS."""
        self.unsaved = ""
        """Why the last entry was not saved; empty when all is well."""
        self.happened: tuple[Span, ...] = ()
        """What the message said when something last happened to the session.

        It stands while the next answer is put together: to take it away would move the whole page.
        """
        self.form: Form | None = None
        self.returning = ""
        """The list to come back to after a change: ``review`` or nothing."""
        self.answers = Selection(())
        """At the end of the walk: all answers, to look at once more."""
        self.elapsed = elapsed(self.consultation.plan, self._recorded())
        """How long the session has taken up to its last entry."""
        self._ahead: tuple[int, Outlook] | None = None
        self._kept: dict[str, tuple[object, Any]] = {}
        """What was worked out last, by name, with what it rested on."""
        self._saved_draft = ""
        self._sending = False
        """Whether an entry is on its way to the disk."""
        self.take_place()

    @property
    def language(self) -> str:
        """The language of the session."""
        return self.consultation.state.ledger.language

    @property
    def at_hand(self) -> str:
        """The key of the question at hand; empty at an end."""
        cursor = self.consultation.state.cursor
        return cursor.key if cursor is not None else ""

    @property
    def stage_at_hand(self) -> str:
        """The stage of the question at hand; empty at an end."""
        cursor = self.consultation.state.cursor
        return self.consultation.plan.nodes[cursor.node].stage if cursor is not None else ""

    def _recorded(self) -> list[Event]:
        """What was recorded so far; nothing where it cannot be read, which is said elsewhere."""
        try:
            return self.consultation.store.events(self.consultation.session_id)
        except StoreError:
            return []

    @property
    def looking(self) -> bool:
        """Whether an earlier question is looked at."""
        return self.form is not None and self.form.key != self.at_hand

    @property
    def ahead(self) -> Outlook:
        """What will be asked, as far as can be told now."""
        state = self.consultation.state
        if self._ahead is None or self._ahead[0] != state.ledger.seq:
            self._ahead = (state.ledger.seq, outlook(state.plan, state.ledger))
        return self._ahead[1]

    def once(self, name: str, rests_on: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` gives, called again only where what is shown rests on has changed.

        That is ``rests_on``, the answers and notes so far, the question looked at, how it is
        looked at, and whether letters are typed or are commands.
        """
        key = self.form.key if self.form is not None else ""
        writes = self.entry() is not None
        seq = self.consultation.state.ledger.seq
        now = (rests_on, seq, key, self.patient_view, self.evidence, writes)
        kept = self._kept.get(name)
        if kept is None or kept[0] != now:
            kept = self._kept[name] = (now, make())
        made: Made = kept[1]
        return made

    @property
    def how(self) -> Reading:
        """How typed answers are read here."""
        return Reading(self.consultation.state.ledger.today, self.day_first, self.language)

    def take_place(self) -> None:
        """Come to the question at hand, with what was being typed there."""
        key = self.at_hand
        self.evidence = False
        if self.consultation.state.ended is not None:
            self.form = None
            self.going = Going("record", self.consultation.session_id, self.consultation.practice)
        elif key:
            self.look_at(key)
        else:
            from exoguide.tui.finding import answers

            self.form = None
            self.answers = Selection(answers(self))

    def look_at(self, key: str) -> None:
        """Come to a question on the path."""
        draft = self.consultation.draft()
        text = draft.text if draft is not None and draft.key == key else ""
        if draft is not None:
            self.begun.setdefault(draft.key, draft.text)
        self.form = form_at(self.consultation, key, text)
        self.panel = None
        self.listing = None
        self.evidence = False

    @property
    def page(self) -> tuple[str, ...]:
        """What is read from its top."""
        key = self.form.key if self.form is not None else ""
        return (*super().page, key, "evidence" if self.evidence else "")

    def entry(self) -> Entry | None:
        """The field to type into now."""
        found = super().entry()
        form = self.form
        if found is not None or self.panel or self.listing or form is None or not form.writes:
            return found
        tall = form.asked.kind is StepKind.TEXT and form.asked.multiline
        prompt = phrase("Full name") if form.asked.kind is StepKind.SIGNATURE else ""
        text = self.begun.get(form.key, form.typed)
        return Entry(form.key, text, prompt, tall=tall)

    def step_out(self) -> None:
        """Come back from an earlier question, or close what is laid open."""
        if self.evidence:
            self.evidence = False
        elif self.looking:
            returning, self.returning = self.returning, ""
            self.take_place()
            if returning:
                from exoguide.tui.finding import review

                review(self)

    def back(self) -> None:
        """Look at the question before the one that is shown."""
        self.message = ()
        if self.panel is not None or self.listing is not None or self.evidence:
            self.escape()
            return
        keys = self.answered()
        shown = self.form.key if self.form is not None else ""
        place = keys.index(shown) if shown in keys else len(keys)
        if place == 0:
            self.say(
                phrase("This is the first question.")
                if keys
                else phrase("Nothing is answered yet.")
            )
        else:
            self.look_at(keys[place - 1])

    def forward(self) -> None:
        """Look at the question after the one that is shown, up to the one at hand."""
        keys = self.answered()
        shown = self.form.key if self.form is not None else ""
        place = keys.index(shown) + 1 if shown in keys else len(keys)
        if place < len(keys):
            self.look_at(keys[place])
        else:
            self.step_out()

    def answered(self) -> list[str]:
        """Keys on the path that can be looked back at, in walk order."""
        state = self.consultation.state
        return [k for k in state.positions if k in state.ledger.answers and k != self.at_hand]
