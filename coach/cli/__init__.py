"""The commands: a thin layer over `Coach`, each loaded only when needed."""

import atexit
import gc


def main() -> None:
    """Run the command on the command line."""
    # Little of what a start makes is ever garbage, and looking for it takes a tenth of the time;
    # the full screen turns the collector on again after its first picture.
    gc.disable()
    atexit.register(gc.freeze)  # nor is anything worth looking for at the end
    from coach.cli.main import run  # noqa: PLC0415 - see above

    run()
