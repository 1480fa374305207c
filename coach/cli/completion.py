"""`coach completion`: what a shell needs to complete commands and steps."""

import click
from click.shell_completion import get_completion_class

from coach.cli.output import emit

_SHELLS = ("bash", "zsh", "fish")


@click.command(name="completion")
@click.argument("shell", type=click.Choice(_SHELLS))
def completion_command(shell: str) -> None:
    """Print the completion script of a SHELL.

    \b
    bash: coach completion bash >> ~/.bashrc
    zsh:  coach completion zsh >> ~/.zshrc
    fish: coach completion fish > ~/.config/fish/completions/coach.fish
    """  # noqa: D301 - click wants the backspace itself
    from coach.cli.main import coach_command  # noqa: PLC0415 - the table of verbs imports this module

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    emit(f"{completion(coach_command, {}, 'coach', '_COACH_COMPLETE').source()}\n")
