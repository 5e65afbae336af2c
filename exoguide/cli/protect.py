"""The command that decides who can open the sessions."""

from __future__ import annotations

import click

from exoguide.errors import Exit, UsageError

DESCRIPTOR = click.IntRange(min=0)


@click.command()
@click.option("--status", "act", flag_value="status", help="Say who can open the sessions.")
@click.option("--add-user", metavar="NAME", help="Let one more person open them.")
@click.option("--remove-user", metavar="NAME", help="Let a person no longer open them.")
@click.option("--change", "act", flag_value="change", help="Set another passphrase.")
@click.option("--recover", "act", flag_value="recover", help="Set one with the recovery code.")
@click.option(
    "--new-code", "act", flag_value="code", help="Print another recovery code; the old one is void."
)
@click.option(
    "--rotate", "act", flag_value="rotate", help="Encrypt everything anew, with another key."
)
@click.option("--user", metavar="NAME", help="Your name here; the account's when left out.")
@click.option(
    "--passphrase-fd",
    type=DESCRIPTOR,
    metavar="N",
    help="For scripts: read the new passphrase from an open file descriptor.",
)
@click.option(
    "--code-fd",
    type=DESCRIPTOR,
    metavar="N",
    help="For scripts: write the new recovery code there; with --recover, read it there.",
)
def protect(
    act: str | None,
    add_user: str | None,
    remove_user: str | None,
    user: str | None,
    passphrase_fd: int | None,
    code_fd: int | None,
) -> int:
    """Protect the sessions by a passphrase.

    Without an option it sets the first one and prints a recovery code. From then on every
    command asks for the passphrase, or reads it from the file descriptor that
    EXOGUIDE_PASSPHRASE_FD names. A passphrase is never taken from the command line.
    """
    if sum(given is not None for given in (act, add_user, remove_user)) > 1:
        raise UsageError(
            "One thing at a time",
            "Two of the options say what to do.",
            "Give one of them: exoguide protect --help.",
        )
    from exoguide.cli import common, protecting
    from exoguide.consultation.records import how_protected

    found = how_protected()
    if act == "status":
        click.echo(found.words if found else "There are no sessions yet.")
        return Exit.OK
    first = act is None and add_user is None and remove_user is None
    if first and found is not None and not found.device:
        raise UsageError(
            "The sessions are protected already",
            found.words,
            "See what can be changed: exoguide protect --help.",
        )
    if not first and (found is None or found.device):
        raise UsageError(
            "The sessions have no passphrase yet",
            "Whoever can use this account can open them.",
            "Set the first one: exoguide protect.",
        )
    if add_user is not None:
        said = protecting.add(add_user, passphrase_fd)
    elif remove_user is not None:
        said = protecting.remove(remove_user)
    elif act == "change":
        said = protecting.change(found, user, passphrase_fd)
    elif act == "recover":
        said = protecting.recover(found, user, passphrase_fd, code_fd)
    elif act == "code":
        said = protecting.new_code(code_fd)
    elif act == "rotate":
        said = protecting.rotate()
    else:
        said = protecting.first(user, passphrase_fd, code_fd)
    common.talk(said)
    return Exit.OK
