"""A consultation at the screen: how the answer to the question that is shown is given."""

from __future__ import annotations

import attrs

from exoguide.canonical import Json
from exoguide.consultation.dates import Unclear
from exoguide.consultation.reading import hint, read
from exoguide.engine.encoding import Answer, encode
from exoguide.engine.events import Kind
from exoguide.engine.path import Status
from exoguide.flow.model import StepKind
from exoguide.flow.values import NonAnswer
from exoguide.speech import joined, phrase
from exoguide.speech.roles import role_of
from exoguide.tui.desk import Panel
from exoguide.tui.form import Form, after
from exoguide.tui.parts import Line, Role
from exoguide.tui.sending import Sending


class Sitting(Sending):
    """One clinician, one consultation, one screen."""

    REFUSES = "consultation.back"

    def go_on(self, text: str) -> None:
        """Answer with what is typed or selected."""
        form = self.form
        if form is None:
            if self.answers.row is not None:
                self.look_at(self.answers.row.name)
            else:
                close = self.key("consultation.close")
                self.say(
                    phrase(
                        "{close} closes the consultation; the arrows go to an answer to change it.",
                        close=close,
                    )
                )
            return
        if form.asked.status is Status.BLOCKED:
            self.say(phrase("Nobody can sign while this stands."), Role.STOP)
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
            self.say(phrase("Choose an answer first."), Role.CARE)

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
        if row.ticked is None or row.reason or self.message != self.happened:
            self.message = ()  # what was said of the question; what happened last stays
        if row.reason:
            self.say(
                phrase("{text} cannot be chosen: {reason}", text=row.text, reason=row.reason),
                Role.CARE,
            )
        elif row.ticked is not None:
            self.form = form.toggled(row.name)
        else:
            self._chosen(form, row.name)
        return True

    def _chosen(self, form: Form, name: str) -> None:
        if form.asked.kind is None:
            closed = self.looking
            self.give(after(self.consultation, form.key, name, closed=closed))
            return
        self.give(form.chosen(name))

    def _written(self, form: Form, text: str) -> None:
        if not text.strip():
            self.say(joined(hint(form.asked), phrase("Nothing was recorded.")), Role.CARE)
            return
        answer = read(form.asked, text, self.how)
        if isinstance(answer, Unclear):
            self.say(joined(answer.message, answer.todo), Role.CARE)
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

        tested = (Line(form.asked.tests, label=phrase("You explained"), column=15), Line())
        lines = (Line(phrase("In the patient's own words, as they said it; nothing for none:")),)
        self.put(
            Panel(
                f"words:{form.key}",
                form.asked.title,
                then,
                (*tested, *lines) if form.asked.tests else lines,
                phrase("record it"),
                phrase("choose again"),
                writes=True,
                tall=True,
                optional=True,
            )
        )

    def _signing(self, form: Form, text: str) -> None:
        name, role = text.strip(), form.asked.role
        if not name:
            self.say(phrase("Type the full name of the person who signs."), Role.CARE)
            return
        lines = (
            Line(name, Role.TITLE, phrase("Name"), column=10),
            Line(role_of(role), label=phrase("Role"), column=10),
            Line(form.asked.signs, label=phrase("Means"), column=10),
        )
        self.put(
            Panel(
                f"sign:{form.key}",
                phrase("Is this the signature?"),
                lambda _: self.send(Kind.SIGNED, key=form.key, name=name, role=role),
                lines if form.asked.signs else lines[:2],
                phrase("sign"),
                phrase("do not sign"),
            )
        )


def _with(form: Form, at: int | None) -> Form:
    return attrs.evolve(form, selection=attrs.evolve(form.selection, at=at))
