"""The consultation on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from exoguide.speech import phrase
from exoguide.tui.desk import Going
from exoguide.tui.keymap import CONSULTATION, Command, bindings
from exoguide.tui.pacing import EXPLAINED
from exoguide.tui.parts import Line, View
from exoguide.tui.place import Place
from exoguide.tui.sitting import Sitting
from exoguide.tui.view import view_of


class Consulting(Place):
    """One screen for the whole consultation, brought up to date in place."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = CONSULTATION
    BINDINGS: ClassVar[list[BindingType]] = bindings(CONSULTATION)

    def __init__(self, sitting: Sitting, go: Callable[[Going], None]) -> None:
        super().__init__(sitting, go)
        self.sitting = sitting

    def view(self) -> View:
        """The screen for the window as it is."""
        columns, lines = self.app.size
        return view_of(self.sitting, columns, lines, self.glyphs)

    def keep(self) -> None:
        """Put half-typed text on the disk; where that fails, the header says it."""
        before = self.sitting.unsaved
        with self.sitting.during(phrase("Saving. One moment."), typing=True):
            self.sitting.save_draft()
        if self.sitting.unsaved != before:
            self.draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command can be meant now."""
        sitting = self.sitting
        if action == "close" and sitting.form is not None:
            return False
        if action == "tick" and (sitting.form is None or not sitting.form.several):
            return False
        return super().check_action(action, parameters)

    def _for_clinician(self, do: Callable[[Sitting], None]) -> None:
        """Do what shows the clinician's words; not while the screen is the patient's."""
        sitting = self.sitting
        sitting.message = ()
        if sitting.patient_view:
            key = sitting.key("consultation.patient")
            sitting.say(phrase("This is for the clinician; {key} shows everything.", key=key))
        else:
            do(sitting)
        self.drawn()

    def explained(self) -> tuple[Line, ...]:
        """What the minutes at the top are; the patient sees none."""
        return () if self.sitting.patient_view else (EXPLAINED,)

    def action_tick(self) -> None:
        """Tick or untick."""
        self.sitting.toggle()
        self.drawn()

    def action_back(self) -> None:
        """Look at the question before."""
        self.sitting.back()
        self.drawn()

    def action_forward(self) -> None:
        """Look at the question after."""
        self.sitting.forward()
        self.drawn()

    def action_goto(self) -> None:
        """Go to a stage."""
        from exoguide.tui.finding import goto

        goto(self.sitting)
        self.drawn()

    def action_note(self) -> None:
        """Write a note."""
        from exoguide.tui.asides import note

        self._for_clinician(note)

    def action_evidence(self) -> None:
        """Show or put away all that is known."""
        self.sitting.evidence = not self.sitting.evidence
        self.drawn()

    def action_patient(self) -> None:
        """Hide or show what is for the clinician."""
        from exoguide.tui.asides import patient_view

        self.sitting.message = ()
        patient_view(self.sitting)
        self.drawn()

    def action_review(self) -> None:
        """Show all answers."""
        from exoguide.tui.finding import review

        review(self.sitting)
        self.drawn()

    def action_undo(self) -> None:
        """Take the last answer back."""
        from exoguide.tui.changing import undo

        self.sitting.message = ()
        undo(self.sitting)
        self.drawn()

    def action_close(self) -> None:
        """Close the consultation at its end."""
        from exoguide.tui.asides import close

        close(self.sitting)
        self.drawn()

    def action_skip(self) -> None:
        """Leave the stage out."""
        from exoguide.tui.asides import skip

        self._for_clinician(skip)

    def action_override(self) -> None:
        """Override a flag."""
        from exoguide.tui.asides import override

        self._for_clinician(override)

    def action_resolve(self) -> None:
        """Settle a flag."""
        from exoguide.tui.asides import resolve

        self._for_clinician(resolve)

    def action_language(self) -> None:
        """Choose another language."""
        from exoguide.tui.asides import language

        language(self.sitting)
        self.drawn()

    def action_identify(self) -> None:
        """Write down who the patient is."""
        from exoguide.tui.asides import identify

        self._for_clinician(identify)

    def action_leave(self) -> None:
        """Leave the session as it is."""
        self.sitting.leave()
        self.drawn()
