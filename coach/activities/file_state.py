"""What distinguishes two states of a file."""

from msgspec import Struct


class FileState(Struct, frozen=True, array_like=True):
    """A file's size in bytes, and when it changed (ns)."""

    size: int
    changed: int
