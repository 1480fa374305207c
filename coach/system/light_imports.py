"""Import libraries without the large modules that they bring along, and that Coach never uses.

Those would double the time of `coach next`, and stay in the memory of the reminders for weeks.
"""

from __future__ import annotations

import os
import sys
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import NoReturn

_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where Python looks for time zones, unless it was built otherwise; then there is tzdata."""

_SELDOM = ("difflib", "mimetypes")
"""Modules of which Textual takes functions, for a wrong style or to hand out a file."""


def import_lightly() -> None:
    """Import what every command needs: msgspec, zoneinfo and platformdirs.

    msgspec does with the typing of Python when typing_extensions is missing, and its uuid asks
    platform only for the name of the system. zoneinfo asks sysconfig, which knows all of Python's
    build, for nothing but a path. platformdirs looks among temporary files for a folder that Coach
    does not ask for.
    """
    with _instead(typing_extensions=None, platform=_module("platform", system=_system)):
        import msgspec  # noqa: F401, PLC0415 - here is where it is loaded
    with _instead(sysconfig=_module("sysconfig", get_config_var=_zone_path)):
        import zoneinfo  # noqa: F401, PLC0415 - as above
    with _instead(tempfile=_module("tempfile", __getattr__=partial(_later, "tempfile"))):
        import platformdirs  # noqa: F401, PLC0415 - as above


def import_asyncio_without_tls() -> None:
    """Import asyncio for a process without network connections of its own.

    OpenSSL would be a tenth of the memory of the full screen, and a fifth of that of the reminders.
    """
    with _instead(ssl=None):
        import asyncio  # noqa: F401, PLC0415 - as above


@contextmanager
def without_what_textual_brings() -> Iterator[None]:
    """Import Textual within this; what it seldom needs is loaded when it is needed.

    Python's own typing has all that Textual takes from typing_extensions. Of pickle, Rich takes two
    functions, which are written in C.
    """
    import _pickle  # noqa: PLC0415 - only with Textual

    pickle = _module("pickle", dumps=_pickle.dumps, loads=_pickle.loads)
    seldom = {name: _module(name, __getattr__=partial(_later, name)) for name in _SELDOM}
    names = _module("typing_extensions", __getattr__=_typing_name)
    with _instead(pickle=pickle, typing_extensions=names, **seldom):
        yield


@contextmanager
def without_what_apscheduler_brings() -> Iterator[None]:
    """Import APScheduler within this; its pools of processes and its plugins cannot be used."""
    metadata = _module(
        "importlib.metadata",
        version=_find_nothing,
        entry_points=lambda **_: (),
        PackageNotFoundError=LookupError,
    )
    pool = _module("concurrent.futures.process", BrokenProcessPool=RuntimeError)
    processes = _module("multiprocessing")
    zones = _module("tzlocal", get_localzone=_find_nothing)
    names = {one.__name__: one for one in (metadata, pool, processes, zones)}
    with _instead(**names):
        yield


@contextmanager
def _instead(**modules: ModuleType | None) -> Iterator[None]:
    """Let imports of these modules find others, or none, unless the real ones are loaded."""
    missing = {name: one for name, one in modules.items() if name not in sys.modules}
    sys.modules.update(missing)  # type: ignore[arg-type]  # None is how Python notes a missing one
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def _module(name: str, **contents: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(contents)
    return module


def _typing_name(name: str) -> object:
    """What `typing` has by this name, or else the real typing_extensions."""
    if hasattr(typing, name) or name.startswith("__"):  # such a name asks about the module itself
        return getattr(typing, name)
    stand_in = sys.modules.pop("typing_extensions")
    try:
        return getattr(import_module("typing_extensions"), name)
    finally:
        sys.modules["typing_extensions"] = stand_in


def _later(module: str, function: str) -> Callable[..., object]:
    """A function that loads its module only when it is called."""
    if function.startswith("__"):  # such a name asks about the module itself
        raise AttributeError(function)

    def call(*args: object, **kwargs: object) -> object:
        return getattr(import_module(module), function)(*args, **kwargs)

    return call


def _system() -> str:
    return "Windows" if sys.platform == "win32" else os.uname().sysname


def _zone_path(_: str) -> str:
    return "" if sys.platform == "win32" else os.pathsep.join(_ZONES)


def _find_nothing(*_: object) -> NoReturn:
    raise LookupError
