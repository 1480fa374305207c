"""The background process, started without the command line, which would stay in memory for weeks.

python -m coach.runtime CONFIG JOURNAL [--wait]
"""

import sys
from pathlib import Path

from coach.system.light_imports import import_asyncio_without_tls, import_lightly

if __name__ == "__main__":
    import_lightly()
    import_asyncio_without_tls()
    from coach.runtime.process import main

    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), wait="--wait" in sys.argv[3:]))
