"""Why today's level is what it is: the row, what led there, what would change it, the source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from coach.domain.heel.judgement import Judgement
from coach.domain.routine.settings import Display
from coach.reminders.why.reason import Section
from coach.wording import judgement as advice


class LevelReason(Struct, frozen=True, kw_only=True):
    """The level of a day and its reason, for a person and for other programs."""

    level: int
    name: str
    row: str
    reason: str
    findings: dict[str, str]
    limits: tuple[str, ...]
    ladder: str
    change: str
    source: str
    warnings: tuple[str, ...]

    def sections(self) -> Iterator[Section]:
        """As it is read."""
        yield Section("", (f"{self.name}. {self.reason}", *self.warnings))
        width = max(map(len, self.findings), default=0)
        rows = tuple(f"{name:<{width}}  {told}" for name, told in self.findings.items())
        yield Section("What led there", rows)
        limits = tuple(one for one in (*self.limits, self.ladder) if one)
        yield Section("What it allows", limits)
        yield Section("", tuple(one for one in (self.change, self.source) if one))


def reason_of_level(judgement: Judgement, display: Display) -> LevelReason:
    """Why a judgement is what it is."""
    return LevelReason(
        level=judgement.level,
        name=advice.headline(judgement),
        row=judgement.verdict.row.id,
        reason=advice.reason(judgement),
        findings=dict(advice.findings(judgement.verdict.inputs)),
        limits=tuple(advice.limits(judgement, display)),
        ladder=advice.ladder(judgement),
        change=advice.what_would_change_it(judgement),
        source=advice.source(judgement),
        warnings=tuple(advice.warnings(judgement)),
    )
