"""What can be done beside answering: notes, flags set aside, stages left out, languages, names."""

from __future__ import annotations

from collections.abc import Callable

from exoguide.consultation.dates import Unclear, read_date
from exoguide.consultation.languages import languages_of
from exoguide.consultation.wording import flag_line, flag_title, told
from exoguide.engine.events import Kind
from exoguide.engine.surroundings import BINDING
from exoguide.flow.plan import FlagNode
from exoguide.speech import phrase
from exoguide.speech.figures import language_name
from exoguide.tui.desk import Listing, Panel, ask
from exoguide.tui.parts import Line, Role, Row
from exoguide.tui.sitting import Sitting

Doing = Callable[[Sitting, FlagNode], None]


def note(sitting: Sitting) -> None:
    """Write a note for the clinician at the question shown; an empty one removes it."""
    form = sitting.form
    if form is None:
        sitting.say(phrase("There is no question here to write a note at."))
        return
    key = form.key
    before = sitting.consultation.state.ledger.notes.get(key, "")
    lines = (Line(phrase("For the clinician; printed in the clinician's edition only.")),)
    sitting.put(
        Panel(
            f"note:{key}",
            phrase("Note at: {title}", title=form.asked.title),
            lambda text: sitting.send(Kind.NOTED, key=key, text=text.strip()),
            lines,
            phrase("save the note"),
            writes=True,
            text=before,
            tall=True,
            optional=bool(before),
        )
    )


def skip(sitting: Sitting) -> None:
    """Leave the stage at hand out, with a reason."""
    form = sitting.form
    stage = form.asked.stage if form is not None else ""
    table = next((one for one in sitting.consultation.plan.flow.stages if one.id == stage), None)
    if table is None or not table.skippable:
        sitting.say(phrase("This stage cannot be left out."), Role.CARE)
        return
    title = told(sitting.consultation, f"stage.{stage}.title")
    sitting.put(
        Panel(
            f"skip:{stage}",
            phrase("Leave out: {title}", title=title),
            lambda text: sitting.send(Kind.SKIPPED, stage=stage, reason=text),
            (Line(phrase("The reason is kept and printed.")),),
            phrase("leave it out"),
            writes=True,
            prompt=phrase("Reason"),
        )
    )


def override(sitting: Sitting) -> None:
    """Go on in spite of a flag, with a reason that is kept."""
    flags = [flag for flag in _standing(sitting) if flag.flag.override]
    if not flags:
        sitting.say(phrase("No flag stands that may be overridden."), Role.CARE)
        return
    _choose(sitting, flags, phrase("Override which flag?"), _override)


def _override(sitting: Sitting, flag: FlagNode) -> None:
    state = sitting.consultation.state
    lines = (
        Line(flag_line(state.around, flag, state.ledger.language), Role.CARE),
        Line(phrase("It stays raised, and is printed with your reason.")),
    )
    sitting.put(
        Panel(
            f"override:{flag.id}",
            phrase("Why may the consultation go on in spite of this?"),
            lambda text: sitting.send(Kind.OVERRIDDEN, flag=flag.id, reason=text),
            lines,
            phrase("override the flag"),
            writes=True,
            prompt=phrase("Reason"),
        )
    )


def resolve(sitting: Sitting) -> None:
    """Settle a flag with somebody's document, such as a specialist's letter."""
    flags = _standing(sitting)
    if not flags:
        sitting.say(phrase("No flag stands that could be settled."), Role.CARE)
        return
    _choose(sitting, flags, phrase("Settle which flag?"), _resolve)


def _resolve(sitting: Sitting, flag: FlagNode) -> None:
    def then(who: str, document: str, typed: str) -> None:
        day = read_date(typed, sitting.how.today, day_first=sitting.day_first)
        if isinstance(day, Unclear):
            sitting.say(" ".join(p for p in (day.message, day.todo) if p), Role.CARE)
            return
        lines = (
            Line(flag_title(sitting.consultation, flag.id), Role.CARE),
            Line(who, label=phrase("Settled by"), column=14),
            Line(document, label=phrase("Document"), column=14),
            Line(day.isoformat(), label=phrase("Date"), column=14),
        )
        body = {"flag": flag.id, "who": who, "document": document, "date": day.isoformat()}
        sitting.put(
            Panel(
                "resolved",
                phrase("Is that right?"),
                lambda _: sitting.send(Kind.RESOLVED, **body),
                lines,
                phrase("settle it"),
                phrase("leave the flag"),
            )
        )

    fields = (
        (f"resolve-who:{flag.id}", phrase("Who settled it")),
        (f"resolve-document:{flag.id}", phrase("In which document")),
        (f"resolve-date:{flag.id}", phrase("Date of the document")),
    )
    ask(sitting, fields, flag_title(sitting.consultation, flag.id), then)


def language(sitting: Sitting) -> None:
    """Show the texts in another language: of two, in the other; else the one chosen."""
    known = languages_of(sitting.consultation.plan.flow)
    others = [name for name in known if name != sitting.language]
    if not others:
        only = language_name(known[0])
        sitting.say(phrase("The texts are there in one language only: {language}.", language=only))
        return
    if len(others) == 1:
        sitting.send(Kind.LANGUAGE, language=others[0])
        return
    rows = tuple(
        Row(name, language_name(name), str(number)) for number, name in enumerate(known, 1)
    )

    def choose(name: str) -> None:
        sitting.listing = None
        sitting.send(Kind.LANGUAGE, language=name)

    sitting.listed(
        Listing("language", phrase("Language of the texts"), rows, choose, phrase("use it"))
    )


def patient_view(sitting: Sitting) -> None:
    """Hide what is for the clinician alone, or show it again."""
    sitting.patient_view = not sitting.patient_view
    sitting.say(
        phrase("Patient view: what is for the clinician alone is hidden.")
        if sitting.patient_view
        else phrase("Everything is shown.")
    )


def identify(sitting: Sitting) -> None:
    """Write down who the patient is; it is never an answer and left out of share copies."""
    known = sitting.consultation.state.ledger.identity.get("name")
    sitting.put(
        Panel(
            "identify",
            phrase("The patient's name"),
            lambda text: sitting.send(Kind.IDENTIFIED, name=text.strip()),
            (Line(phrase("Kept beside the answers, and removed from copies that are shared.")),),
            phrase("write it down"),
            writes=True,
            text=known if isinstance(known, str) else "",
            prompt=phrase("Name"),
        )
    )


def close(sitting: Sitting) -> None:
    """Close a consultation that has reached its end, with its summary."""
    if sitting.consultation.state.arrived is None:
        leave = sitting.key("consultation.leave")
        sitting.say(
            phrase(
                "The consultation has not reached an end. {leave} leaves it as it is.", leave=leave
            ),
            Role.CARE,
        )
    else:
        sitting.send(Kind.ENDED)


def _standing(sitting: Sitting) -> list[FlagNode]:
    return [flag for flag in sitting.consultation.state.standing if flag.action in BINDING]


def _choose(sitting: Sitting, flags: list[FlagNode], title: str, then: Doing) -> None:
    if len(flags) == 1:
        then(sitting, flags[0])
        return
    rows = tuple(
        Row(flag.id, flag_title(sitting.consultation, flag.id), str(number))
        for number, flag in enumerate(flags, 1)
    )
    by_id = {flag.id: flag for flag in flags}

    def choose(name: str) -> None:
        sitting.listing = None
        then(sitting, by_id[name])

    sitting.listed(Listing("flags", title, rows, choose, phrase("choose it")))
