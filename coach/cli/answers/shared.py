"""What the answers of all commands share.

Within a version fields are only added, and none changes its meaning. Commands that print a list
have no place for the version in it; their schema names it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

Metres = Annotated[float, Meta(description="metres")]
OldMetres = Annotated[float, Meta(description="metres; the same as the field with `_m`")]
Seconds = Annotated[float, Meta(description="seconds")]
Sentences = Annotated[dict[str, str], Meta(description="what the command says, by topic")]
Pain = Annotated[float, Meta(description="first-step pain, 0 to 10, the median of the mornings")]
Level = Annotated[
    int,
    Meta(
        description="0 rest, 1 cross-train, 2 walk and jog, 3 run, 4 run as planned",
        ge=0,
        le=4,
    ),
]
Row = Annotated[str, Meta(description="the row of the table that decided, such as `R12`")]
Instant = Annotated[datetime, Meta(tz=True)]
Version = Annotated[int, Meta(description="the version of this format")]


class Answer(Struct, kw_only=True):
    """What all objects share."""

    version: Version
