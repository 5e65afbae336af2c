"""The command that prints what a shell needs to complete commands, sessions and flows."""

from __future__ import annotations

import click

from exoguide.errors import Exit

VARIABLE = "_EXOGUIDE_COMPLETE"
"""What a shell sets when it asks for completions."""

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print the script that completes words with Tab.

    Keep it in your shell's start-up file. bash: eval "$(exoguide completion bash)". zsh: eval
    "$(exoguide completion zsh)", below compinit. fish: exoguide completion fish | source.
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    from exoguide.cli.main import program

    made = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    click.echo(made(program, {}, "exoguide", VARIABLE).source())
    return Exit.OK
