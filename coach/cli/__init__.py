"""The commands: thin verbs over `Coach`, each loaded only when it is asked for."""

import gc


def main() -> None:
    """Run the command that the command line names."""
    # Little of what a start makes is ever garbage, and looking for it takes a tenth of the time;
    # the full screen looks again once it stands.
    gc.disable()
    from coach.cli.main import run  # noqa: PLC0415 - see above

    run()
