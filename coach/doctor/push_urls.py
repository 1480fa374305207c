"""Check the URLs that push to a phone without showing their secrets."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from coach.reminders.channels.push import scheme_of


def not_known(urls: Iterable[str]) -> list[str]:
    """The services of the URLs that Apprise does not know.

    Raises:
        ImportError: if there is no Apprise.
    """
    with _silent():
        import apprise  # noqa: PLC0415 - an extra, and large

        return [scheme_of(url) for url in urls if not apprise.Apprise().add(url)]


@contextmanager
def _silent() -> Iterator[None]:
    """Silence Apprise, which logs unknown URLs in full, and warns."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
