"""A whole consultation, line by line: the loop that asks, and the commands it understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exoguide.consultation.session import Consultation
from exoguide.engine.events import Kind
from exoguide.engine.questions import Question
from exoguide.errors import Exit, Interrupted
from exoguide.line import aside, changing, looking
from exoguide.line.arriving import at_end, stuck
from exoguide.line.asking import ask, explain
from exoguide.line.commands import Command, list_commands, no_such_command
from exoguide.line.console import Console, EndOfInput
from exoguide.line.finding import goto
from exoguide.line.greeting import greet, how_to_resume, say_farewell
from exoguide.line.showing import question_at, show_question, stage_line
from exoguide.line.talk import Talk
from exoguide.line.voice import Cancelled, Left
from exoguide.speech import phrase

LOOKING = ("back", "forward", "goto")
"""Commands that go on from where a person looks."""


def run(
    consultation: Consultation,
    console: Console,
    *,
    patient_view: bool = False,
    day_first: bool | None = None,
) -> Exit:
    """Lead through the session until it ends or the person leaves.

    ``Interrupted`` at the end of input, ``StoreError`` when the last entry could not be saved.
    """
    talk = Talk(consultation, console, patient_view=patient_view, day_first=day_first)
    greet(talk)
    try:
        while consultation.state.ended is None:
            try:
                _turn(talk)
            except Cancelled:
                talk.say(phrase("Nothing has changed."))
    except Left:
        talk.say(
            phrase(
                "Left as it is; everything is saved. Go on: {command}",
                command=how_to_resume(consultation),
            )
        )
        return Exit.UNFINISHED
    except EndOfInput:
        if talk.unsaved is not None:
            raise talk.unsaved from None
        raise Interrupted(
            talk.spoken(phrase("The session is not finished")),
            talk.spoken(
                phrase(
                    "The input ended. What was recorded is saved;"
                    " nothing else was taken for an answer."
                )
            ),
            talk.spoken(phrase("Go on: {command}", command=how_to_resume(consultation))),
        ) from None
    say_farewell(talk)
    return Exit.OK


def _turn(talk: Talk) -> None:
    """One question, or the end that was reached, up to one typed answer or command."""
    consultation = talk.consultation
    state = consultation.state
    asked = None
    if state.arrived is not None:
        found = at_end(talk)
    elif state.cursor is None:
        found = stuck(talk)
    else:
        asked = question_at(consultation, state.cursor.key)
        _show(talk, asked)
        found = ask(talk, asked)
    if found is None:
        talk.looking = 0
        return
    if found.name not in LOOKING:
        talk.looking = 0
    obey(talk, found, asked)


def _show(talk: Talk, asked: Question) -> None:
    """Show a question that is new here; one that is still open is only named again."""
    here = (asked, talk.patient_view)
    if talk.shown == here:
        talk.say(
            phrase("The question is still: {title} (? shows what can be typed)", title=asked.title)
        )
        return
    talk.shown = here
    if asked.stage != talk.stage:
        talk.stage = asked.stage
        talk.say()
        talk.say(stage_line(talk.consultation, asked.stage))
    show_question(talk, asked)


Doing = Callable[[Talk, Command, "Question | None"], None]


def obey(talk: Talk, typed: Command, asked: Question | None) -> None:
    """Do what a command says; ``Left`` when it is to leave."""
    if typed.name in DOINGS:
        DOINGS[typed.name](talk, typed, asked)
        return
    no_such_command(talk, typed.name)


def _help(talk: Talk, _: Command, asked: Question | None) -> None:
    if asked is not None:
        explain(talk, asked)
        talk.shown = None
        return
    list_commands(talk)


def _note(talk: Talk, typed: Command, asked: Question | None) -> None:
    if asked is None:
        talk.say(phrase("There is no question at hand to write a note at."))
    else:
        aside.note(talk, asked.key, typed.argument)


def _skip(talk: Talk, _: Command, asked: Question | None) -> None:
    if asked is None:
        talk.say(phrase("There is no stage at hand to leave out."))
    else:
        aside.skip(talk, asked.stage)


def _end(talk: Talk, _: Command, __: Question | None) -> None:
    if talk.consultation.state.arrived is None:
        talk.say(phrase("The consultation has not reached an end yet; quit leaves it as it is."))
    else:
        talk.send(Kind.ENDED)


def _quit(_: Talk, __: Command, ___: Question | None) -> None:
    raise Left


def _nothing(talk: Talk, typed: Command, _: Question | None) -> None:
    talk.say(phrase("There is nothing to {name} here.", name=typed.name))


DOINGS: Mapping[str, Doing] = {
    "help": _help,
    "back": lambda talk, _, __: looking.back(talk),
    "forward": lambda talk, _, __: looking.forward(talk),
    "goto": lambda talk, typed, _: goto(talk, typed.argument),
    "review": lambda talk, _, __: looking.review(talk),
    "why": lambda talk, _, asked: looking.why(talk, asked),
    "evidence": lambda talk, _, asked: looking.evidence(talk, asked),
    "change": lambda talk, typed, _: changing.change(talk, typed.argument),
    "undo": lambda talk, typed, _: changing.undo(talk, typed.argument),
    "override": lambda talk, typed, _: aside.override(talk, typed.argument),
    "resolve": lambda talk, typed, _: aside.resolve(talk, typed.argument),
    "language": lambda talk, typed, _: aside.language(talk, typed.argument),
    "patient": lambda talk, _, __: aside.patient_view(talk),
    "name": lambda talk, typed, _: aside.identify(talk, typed.argument),
    "note": _note,
    "skip": _skip,
    "keep": _nothing,
    "cancel": _nothing,
    "end": _end,
    "lock": lambda talk, _, __: talk.lock(),
    "quit": _quit,
}
"""What each command does; one for every name in ``COMMANDS``."""
