"""Find a watch that is connected by USB: a mounted volume with a GARMIN folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_MOUNTS = ("media/*", "run/media/*", "Volumes")
"""Where Linux and macOS mount the volumes of a user."""
_RECORDINGS = ("activity", "activities")
"""The latter on some handhelds."""


def folders_for_new_files(root: Path, runtime: Path | None) -> list[Path]:
    """The folder of each mounted watch that it takes new files from, which may be missing.

    Args:
        root: the root of the file system.
        runtime: the user's runtime folder, where gvfs mounts watches that speak MTP.
    """
    return [_named(garmin, "newfiles") or garmin / "NewFiles" for garmin in _garmin(root, runtime)]


def folders_of_recordings(root: Path, runtime: Path | None) -> list[Path]:
    """The folder in which each mounted watch keeps its recordings, if it has any yet.

    Args:
        root: the root of the file system.
        runtime: as for `folders_for_new_files`.
    """
    found = [_named(garmin, *_RECORDINGS) for garmin in _garmin(root, runtime)]
    return [one for one in found if one]


def runtime_folder() -> Path | None:
    """The user's runtime folder, if the system has one."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    return Path(named) if named else None


def _garmin(root: Path, runtime: Path | None) -> Iterator[Path]:
    found = (_named(volume, "garmin") for volume in _volumes(root, runtime))
    return (one for one in found if one)


def _volumes(root: Path, runtime: Path | None) -> Iterator[Path]:
    for pattern in _MOUNTS:
        for folder in sorted(root.glob(pattern)):
            yield from _within(folder)
    for device in _within(runtime / "gvfs") if runtime else ():
        if device.name.startswith("mtp"):
            yield from _within(device)


def _named(folder: Path, *names: str) -> Path | None:
    """The folder in another one with one of the names, in capitals or not."""
    found = (one for one in _within(folder) if one.name.lower() in names)
    return next((one for one in found if one.is_dir()), None)


def _within(folder: Path) -> list[Path]:
    """What is in a folder; nothing if it is none, or its device does not answer."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
