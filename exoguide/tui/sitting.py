"""A consultation at the screen: which question is looked at, and how its answer is given."""

from __future__ import annotations

from exoguide.canonical import Json
from exoguide.consultation.dates import Unclear
from exoguide.consultation.reading import Reading, hint, read
from exoguide.consultation.session import Consultation
from exoguide.consultation.wording import answer_of, flag_line, title_of
from exoguide.engine.allowed import Refusal, Why
from exoguide.engine.apply import Taken
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Kind
from exoguide.engine.outlook import Outlook, outlook
from exoguide.engine.path import Status
from exoguide.errors import StoreError
from exoguide.flow.model import StepKind
from exoguide.flow.values import NonAnswer
from exoguide.records.store import Conflict
from exoguide.tui.desk import Desk, Going, Panel
from exoguide.tui.form import Form, after, form_at
from exoguide.tui.lists import Selection
from exoguide.tui.parts import Entry, Line, Role


class Sitting(Desk):
    """One clinician, one consultation, one screen."""

    REFUSES = "consultation.back"

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
        self.form: Form | None = None
        self.returning = ""
        """The list to come back to after a change: ``review`` or nothing."""
        self.answers = Selection(())
        """At the end of the walk: all answers, to look at once more."""
        self._ahead: tuple[int, Outlook] | None = None
        self._saved_draft = ""
        self._sending = False
        """Whether an entry is on its way to the disk."""
        self.take_place()

    # Where it stands ---------------------------------------------------------------------------

    @property
    def at_hand(self) -> str:
        """The key of the question at hand; empty at an end."""
        cursor = self.consultation.state.cursor
        return cursor.key if cursor is not None else ""

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

    @property
    def how(self) -> Reading:
        """How typed answers are read here."""
        return Reading(self.consultation.state.ledger.today, self.day_first)

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

    # Keys --------------------------------------------------------------------------------------

    def entry(self) -> Entry | None:
        """The field to type into now."""
        found = super().entry()
        form = self.form
        if found is not None or self.panel or self.listing or form is None or not form.writes:
            return found
        tall = form.asked.kind is StepKind.TEXT and form.asked.multiline
        prompt = "Full name" if form.asked.kind is StepKind.SIGNATURE else ""
        text = self.begun.get(form.key, form.typed)
        return Entry(form.key, text, prompt, tall=tall)

    def go_on(self, text: str) -> None:
        """Answer with what is typed or selected."""
        form = self.form
        if form is None:
            if self.answers.row is not None:
                self.look_at(self.answers.row.name)
            else:
                close = self.key("consultation.close")
                self.say(
                    f"{close} closes the consultation; the arrows go to an answer to change it."
                )
            return
        if form.asked.status is Status.BLOCKED:
            self.say("Nobody can sign while this stands.", Role.STOP)
            return
        row = form.selection.row
        if form.asked.kind is StepKind.SIGNATURE:
            self._signing(form, text)
        elif form.several and (row is None or not row.name.startswith("none:")):
            self.give(form.ticked)
        elif row is not None:
            self._chosen(form, row.name)
        elif form.writes:
            self._written(form, text)
        else:
            self.say("Choose an answer first.", Role.CARE)

    def move(self, by: int) -> None:
        """Move the selection; above the first row stands the field, where there is one."""
        form = self.form
        if self.panel is not None or self.listing is not None:
            super().move(by)
            return
        if form is None:
            self.answers = self.answers.moved(by)
            return
        at = form.selection.at
        first = form.selection.moved(-len(form.selection.rows)).at
        if form.writes and by < 0 and at in (None, first):
            self.form = _with(form, None)
        else:
            self.form = _with(form, form.selection.moved(by).at)

    def toggle(self) -> None:
        """Tick the selected option, or take the tick away."""
        form = self.form
        row = form.selection.row if form is not None else None
        if form is not None and row is not None and row.ticked is not None:
            self.form = form.toggled(row.name)

    def mark(self, key: str) -> bool:
        """Answer with the option that has this mark."""
        if self.panel is not None or self.listing is not None:
            return super().mark(key)
        form = self.form
        row = form.selection.marked(key) if form is not None else None
        if form is None or row is None:
            return False
        self.message = ()
        if row.reason:
            self.say(f"{row.text} cannot be chosen: {row.reason}", Role.CARE)
        elif row.ticked is not None:
            self.form = form.toggled(row.name)
        else:
            self._chosen(form, row.name)
        return True

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
            self.say("This is the first question." if keys else "Nothing is answered yet.")
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

    # Answers -----------------------------------------------------------------------------------

    def _chosen(self, form: Form, name: str) -> None:
        if form.asked.kind is None:
            closed = self.looking
            self.give(after(self.consultation, form.key, name, closed=closed))
            return
        self.give(form.chosen(name))

    def _written(self, form: Form, text: str) -> None:
        if not text.strip():
            self.say(f"{hint(form.asked)} Nothing was recorded.", Role.CARE)
            return
        answer = read(form.asked, text, self.how)
        if isinstance(answer, Unclear):
            self.say(" ".join(p for p in (answer.message, answer.todo) if p), Role.CARE)
        else:
            self.give(answer)

    def give(self, answer: Answer) -> None:
        """Give an answer to the question shown: record, confirm, or first show what follows."""
        form = self.form
        if form is None:
            return
        given = self.consultation.state.ledger.answers.get(form.key)
        same = given is not None and not given.name and encode(given.value) == encode(answer)
        if same and form.asked.status is Status.TO_CONFIRM:
            self.send(Kind.CONFIRMED, key=form.key)
        elif self.looking and given is not None:
            if same and form.asked.status is Status.ANSWERED:
                self.forward()
            else:
                from exoguide.tui.changing import propose

                propose(self, form.key, answer)
        elif form.asked.kind is StepKind.TEACH_BACK and not isinstance(answer, NonAnswer):
            self._own_words(form, answer)
        else:
            self.send(Kind.ANSWERED, key=form.key, value=encode(answer))

    def _own_words(self, form: Form, answer: Answer) -> None:
        """Ask for the patient's own words, which may be left out."""

        def then(words: str) -> None:
            more: dict[str, Json] = {"words": words} if words.strip() else {}
            self.send(Kind.ANSWERED, key=form.key, value=encode(answer), **more)

        tested = (Line(form.asked.tests, label="You explained", column=15), Line())
        lines = (Line("In the patient's own words, as they said it; nothing for none:"),)
        self.put(
            Panel(
                f"words:{form.key}",
                form.asked.title,
                then,
                (*tested, *lines) if form.asked.tests else lines,
                "record it",
                "choose again",
                writes=True,
                tall=True,
                optional=True,
            )
        )

    def _signing(self, form: Form, text: str) -> None:
        name, role = text.strip(), form.asked.role
        if not name:
            self.say("Type the full name of the person who signs.", Role.CARE)
            return
        lines = (
            Line(name, Role.TITLE, "Name", column=10),
            Line(role, label="Role", column=10),
            Line(form.asked.signs, label="Means", column=10),
        )
        self.put(
            Panel(
                f"sign:{form.key}",
                "Is this the signature?",
                lambda _: self.send(Kind.SIGNED, key=form.key, name=name, role=role),
                lines if form.asked.signs else lines[:2],
                "sign",
                "do not sign",
            )
        )

    # Sending -----------------------------------------------------------------------------------

    def send(self, kind: Kind, /, **body: Json) -> None:
        """Let something happen; on success the screen comes to what is next.

        What the engine wants first, a reason or a confirmation, is put to the person.
        """
        self._sending = True
        try:
            made = self.consultation
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
        self.say(" ".join(p for p in (refusal.message, refusal.todo) if p), Role.CARE)

    def _took(self, taken: Taken) -> None:
        state = self.consultation.state
        self.unsaved = ""
        self.saved_at = taken.event.at[11:19]
        key = taken.event.body.get("key")
        if isinstance(key, str):
            self.begun.pop(key, None)
            given = state.ledger.answers.get(key)
            if given is not None and taken.event.kind is not Kind.NOTED:
                said = answer_of(self.consultation, key, given).split("\n")[0]
                self.say(f"{title_of(self.consultation, key)}: {said[:60]}.", Role.QUIET)
        for name in taken.effects.raised:
            flag = state.plan.flags[name]
            role = Role.STOP if flag.action.value == "stop" else Role.CARE
            self.say(flag_line(state.around, flag, state.ledger.language), role)
        for name in taken.effects.void:
            self.say(f"Void now: the signature {title_of(self.consultation, name)}.", Role.STOP)
        returning, self.returning = self.returning, ""
        stays = taken.event.kind in (Kind.NOTED, Kind.LANGUAGE, Kind.IDENTIFIED)
        if stays and self.form is not None:
            self.look_at(self.form.key)
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
                "Is it meant?",
                lambda _: self.send(kind, **more),
                (Line(refusal.message, Role.CARE), Line(refusal.todo)),
                "it is meant",
                "correct it",
            )
        )

    def _reason(self, refusal: Refusal, kind: Kind, body: dict[str, Json]) -> None:
        lines = (Line(refusal.message, Role.CARE), Line(refusal.todo))
        self.put(
            Panel(
                f"reason:{body.get('key', '')}",
                "A reason is needed",
                lambda text: self.send(kind, **{**body, "reason": text}),
                lines,
                "record it",
                writes=True,
                prompt="Reason",
            )
        )

    def _lost(self, error: Conflict) -> None:
        """Somebody else wrote; the state holds theirs already, and what was typed is kept."""
        self.say(f"{error.title}. {error.message}", Role.STOP)
        for event in error.events:
            key = event.body.get("key")
            about = f" {title_of(self.consultation, key)}" if isinstance(key, str) else ""
            self.say(f"{event.user} {event.at[11:16]}: {event.kind.value}{about}.", Role.STOP)
        kept = self.begun.copy()
        self.take_place()
        self.begun = kept

    # Half-typed text ---------------------------------------------------------------------------

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
        self.consultation.leave()
        self.going = Going("home", practice=self.consultation.practice)


def _with(form: Form, at: int | None) -> Form:
    import attrs

    return attrs.evolve(form, selection=attrs.evolve(form.selection, at=at))
