"""The program: its commands, and how every ending becomes words and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper

import click

from exoguide import __version__
from exoguide.errors import Exit, ExoguideError

COMMANDS = {
    "start": "consult",
    "resume": "consult",
    "sessions": "listing",
    "show": "listing",
    "tick": "follow_up",
    "done": "follow_up",
    "amend": "follow_up",
    "withdraw": "follow_up",
    "adverse": "follow_up",
    "verify": "proof",
    "audit": "audit",
    "check": "author",
    "explain": "author",
    "test": "stories",
    "diff": "diff",
    "texts": "translating",
    "protect": "protect",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "rescue": "safekeeping",
    "retention": "retaining",
    "clinic": "profile",
    "where": "clinic",
    "doctor": "doctor",
    "completion": "completion",
}
"""Every command with the module that holds it, in the order of the help."""


PATIENCE = 50_000
"""How many new objects there are before Python looks for unreachable ones among them. Its own 700
make it look hundreds of times while a program starts whose objects all stay."""


LONGEST_TOLD = 1_000
"""Characters of what is told of a command that cannot be understood; it repeats what was typed."""


class Commands(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, if there is one."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found: click.Command = getattr(import_module(f"exoguide.cli.{module}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant; an unknown one is told with the nearest name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"There is no command “{args[0]}”.{meant}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"exoguide {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and plain terminals.")
@click.pass_context
def program(ctx: click.Context, debug: bool, plain: bool) -> None:
    """Leads a clinician through a consultation, and keeps its record.

    Without a command it shows what is in progress and what is due. What it prints on standard
    output is data, on standard error talk. Exit codes: 0 fine, 1 findings or a session left
    unfinished, 2 usage or unreadable input, 3 store unavailable, 4 a record failed verification,
    130 interrupted.
    """
    ctx.obj = debug
    if ctx.invoked_subcommand is None:
        from exoguide.cli.home import home

        ctx.exit(home(plain=plain))


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(PATIENCE)
    code = run(sys.argv[1:])
    # What is left is freed with the process: no last search for circles among it.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; every error becomes words on standard error and an exit code."""
    _harden_streams()
    debug = "--debug" in arguments
    try:
        code = program.main(list(arguments), prog_name="exoguide", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        _usage(error)
        return Exit.USAGE
    except ExoguideError as error:
        _told(error, debug=debug)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted. What was recorded is saved.", err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return Exit.OK
    except OSError as error:
        if debug:
            raise
        click.echo(f"The system refused: {error.strerror or error}.", err=True)
        _drop_output()
        return Exit.USAGE
    except Exception as error:
        if debug:
            raise
        _unexpected(error)
        return Exit.USAGE


def _harden_streams() -> None:
    """Let odd bytes in and odd characters out without breaking off.

    A byte that is no text comes in as half a character pair, which is refused in words; a
    character that the terminal's encoding does not have goes out by its number.
    """
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape", newline="\n")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    from exoguide.plaintext import harmless

    said = harmless(error.format_message(), multiline=True)
    said = said if len(said) <= LONGEST_TOLD else f"{said[:LONGEST_TOLD]}…"
    click.echo(f"exoguide: {said}", err=True)
    path = context.command_path if context is not None else "exoguide"
    click.echo(f"See {path} --help.", err=True)


def _told(error: ExoguideError, *, debug: bool) -> None:
    from exoguide.cli.common import talk

    if debug:
        import traceback

        traceback.print_exception(error)
    with suppress(OSError):
        sys.stdout.flush()
    for line in (f"{error.title}.", error.message, error.todo):
        if line:
            talk(line)


def _unexpected(error: Exception) -> None:
    """An error of ours: where it arose, and nothing of what was being worked on."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    click.echo("Something went wrong inside exoguide. What was recorded is saved.", err=True)
    click.echo(f"{type(error).__name__} at {where}. Run again with --debug to see more.", err=True)


def _drop_output() -> None:
    """Nobody reads the output any more; keep Python from trying again at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
