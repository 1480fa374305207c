"""The decision table: every combination of what it asks for (evidence 5.2, 5.4)."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from coach.domain.readiness import ROWS, Inputs, LastRun, Level, Origin, Verdict, verdict

PAINS = range(11)
RUNS = (LastRun.NONE, LastRun.FADED, LastRun.NO_RUN, LastRun.THROUGHOUT, LastRun.WORSE)
"""From best to worst: where no run was, running begins anew, which allows less than a mild run."""
WORSE_DAYS = (0, 1, 2, 3, 6, 7, 8)
WEEKS = (0, 11, 12, 26)


class Case(NamedTuple):
    """The inputs by their letters: first-step pain P, easing E, walking pain W, last run R ..."""

    p: int
    e: bool
    w: bool
    r: LastRun
    f: bool
    d: int
    t: int
    improved: bool
    red: bool
    st: bool

    @property
    def not_e(self) -> bool:
        """Not easing; without pain it eases in any case."""
        return not self.e and self.p > 0

    @property
    def inputs(self) -> Inputs:
        return Inputs(
            red_flag=self.red,
            pain=self.p,
            eases=self.e,
            walking_pain=self.w,
            last_run=self.r,
            rose_after_run=self.f,
            worse_days=self.d,
            weeks=self.t,
            improved=self.improved,
            stretches=self.st,
        )


class Told(NamedTuple):
    """A row as the evidence writes it."""

    row: str
    applies: Callable[[Case], bool]
    level: int
    origin: Origin


ARTICLE, OTHER, OURS = Origin.ARTICLE, Origin.EVIDENCE, Origin.OURS
TABLE = (
    Told("R01", lambda on: on.red, 0, OTHER),
    Told("R02", lambda on: on.p >= 8 and (on.w or on.not_e), 0, OTHER),
    Told("R03", lambda on: on.p >= 6 and on.w and on.not_e, 0, OTHER),
    Told("R04", lambda on: on.d >= 7, 0, OTHER),
    Told("R05", lambda on: on.w, 1, ARTICLE),
    Told("R06", lambda on: on.r is LastRun.THROUGHOUT, 1, ARTICLE),
    Told("R07", lambda on: on.r is LastRun.WORSE, 1, ARTICLE),
    Told("R08", lambda on: on.p >= 6, 1, ARTICLE),
    Told("R09", lambda on: on.p >= 3 and on.not_e, 1, ARTICLE),
    Told("R10", lambda on: on.d >= 3, 1, ARTICLE),
    Told("R11", lambda on: on.f and on.r is not LastRun.NO_RUN, 2, OTHER),
    Told("R12", lambda on: on.r is LastRun.NO_RUN, 2, ARTICLE),
    Told("R13", lambda on: on.r is LastRun.FADED, 3, ARTICLE),
    Told("R14", lambda on: on.p >= 3, 3, OTHER),
    Told("R15", lambda on: on.not_e, 3, OURS),
    Told("R16", lambda on: on.d >= 1, 3, OURS),
    Told("R17", lambda on: on.t >= 12 and not on.improved, 3, ARTICLE),
    Told("R18", lambda on: not on.st, 3, ARTICLE),
    Told("R19", lambda _: True, 4, ARTICLE),
)

WORST_LAST: tuple[Sequence[object], ...] = (
    PAINS,
    (True, False),
    (False, True),
    RUNS,
    (False, True),
    WORSE_DAYS,
    WEEKS,
    (True, False),
    (False, True),
    (True, False),
)
"""The values of each input, from best to worst."""


@cache
def decided() -> dict[Case, Verdict]:
    """The verdict on each combination there is."""
    cases = (Case._make(values) for values in product(*WORST_LAST))
    return {case: verdict(case.inputs) for case in cases}


def test_there_are_as_many_combinations_as_the_evidence_says() -> None:
    assert len(decided()) == 98_560


def test_each_combination_gets_the_row_and_the_level_that_the_evidence_gives() -> None:
    for case, found in decided().items():
        told = next(row for row in TABLE if row.applies(case))
        assert (found.row.id, found.level) == (told.row, told.level), case


def test_the_first_row_is_always_the_strictest_one_that_applies() -> None:
    for case, found in decided().items():
        assert found.level == min(row.level for row in ROWS if row.applies(case.inputs)), case


def test_every_row_is_reached() -> None:
    assert {found.row.id for found in decided().values()} == {told.row for told in TABLE}


def test_each_row_says_where_it_comes_from_and_how_it_would_be_otherwise() -> None:
    rows = {row.id: row for row in ROWS}
    assert set(rows) == {told.row for told in TABLE} | {"R00"}
    assert len(rows) == len(ROWS)
    for told in TABLE:
        assert (rows[told.row].level, rows[told.row].origin) == (told.level, told.origin)
    for row in ROWS:
        assert row.reason
        assert row.source
        assert row.change or row.id == "R19"


def one_worse(case: Case) -> Iterator[Case]:
    """The same with one input worse by one step, for each input."""
    for index, values in enumerate(WORST_LAST):
        for better, worse in pairwise(values):
            if case[index] == better:
                yield Case._make((*case[:index], worse, *case[index + 1 :]))


def test_a_worse_answer_never_raises_the_level() -> None:
    for case, found in decided().items():
        for worse in one_worse(case):
            assert decided()[worse].level <= found.level, (case, worse)


def test_without_a_check_running_is_capped_and_nothing_else_is_held_against_the_day() -> None:
    for case, found in decided().items():
        if case.p == 0:
            unchecked = verdict(replace(case.inputs, pain=None))
            assert unchecked.level == min(Level.NO_INCREASE, found.level), case


def test_the_row_without_a_check_is_reached_and_no_other_row_hides_it_from_a_good_day() -> None:
    good = Inputs(last_run=LastRun.NONE)
    assert verdict(good).row.id == "R00"
    assert verdict(replace(good, pain=0)).row.id == "R19"


# Advice beside the level.


@pytest.mark.parametrize(
    ("pain", "weeks", "median", "improved", "advice"),
    [
        (7, 0, 7.0, False, []),
        (8, 0, 8.0, False, ["8 or more"]),
        (8, 0, 8.0, True, ["8 or more"]),
        (3, 1, 3.0, False, []),
        (3, 2, 2.5, False, []),
        (3, 2, 3.0, False, ["Two weeks"]),
        (3, 2, 3.0, True, []),
        (8, 2, 3.0, False, ["8 or more", "Two weeks"]),
        (0, 11, 2.0, False, []),
        (0, 12, 0.0, False, ["Twelve weeks"]),
        (3, 12, 3.0, False, ["Twelve weeks"]),
        (0, 25, 2.0, False, ["Twelve weeks"]),
        (0, 26, 2.0, False, ["Half a year"]),
        (9, 26, 2.0, False, ["8 or more", "Half a year"]),
        (0, 26, 2.0, True, []),
    ],
)
def test_who_is_not_getting_better_is_sent_to_somebody(
    pain: int,
    weeks: int,
    median: float,
    improved: bool,  # noqa: FBT001 - one column of the table
    advice: list[str],
) -> None:
    inputs = Inputs(pain=pain, weeks=weeks, median_pain=median, improved=improved)
    referrals = verdict(inputs).referrals
    assert len(referrals) == len(advice)
    assert all(words in told for words, told in zip(advice, referrals, strict=True))


def test_advice_never_changes_the_level() -> None:
    for pain, weeks, improved in product(PAINS, range(30), (True, False)):
        inputs = Inputs(
            pain=pain, weeks=weeks, improved=improved, last_run=LastRun.NONE, median_pain=0
        )
        assert verdict(inputs).row == verdict(replace(inputs, median_pain=10)).row
