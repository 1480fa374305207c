"""The commands: a thin layer over `Coach`, each loaded only when needed."""

import atexit
import gc
import sys


def main() -> None:
    """Run the command on the command line."""
    # Little of what a start makes is ever garbage, and looking for it takes a tenth of the time;
    # the full screen turns the collector on again after its first picture.
    gc.disable()
    atexit.register(gc.freeze)  # nor is anything worth looking for at the end
    from coach.system.light_imports import import_lightly  # noqa: PLC0415 - see above

    import_lightly()
    run(sys.argv[1:])


def run(words: list[str]) -> None:
    """Run the command that the words say; an error that the user can fix is one sentence."""
    from coach.cli.output import errors_in_words, prepare  # noqa: PLC0415 - as above

    prepare()
    with errors_in_words():
        from coach.cli import shortcuts  # noqa: PLC0415 - as above

        if not shortcuts.run(words):
            from coach.cli.main import coach_command  # noqa: PLC0415 - loads click

            coach_command(words, prog_name="coach")
