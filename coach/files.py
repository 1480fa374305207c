"""Files that are written whole: a crash or a full disk leaves what was there before."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put a content in the place of a file, whole or not at all; a link stays a link.

    A new file, and a new folder for it, are for their owner alone.

    Raises:
        OSError: if it cannot be written; what was there stays.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            if path.exists():
                shutil.copymode(path, new.name)
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
