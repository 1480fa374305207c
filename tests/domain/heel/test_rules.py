"""The decision table, in every combination that can matter (rules, section 2)."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from coach.domain.heel.rules import (
    RULES,
    Inputs,
    LastRun,
    Level,
    Origin,
    Referral,
    Verdict,
    verdict,
)

SHARE = 20_000
"""How many combinations are drawn, always the same ones, besides those of few answers."""


class Case(NamedTuple):
    """The inputs by their letters: first-step pain P, easing E, walking pain W, last run R ..."""

    p: int
    e: bool | None
    w: bool | None
    r: LastRun
    rp: int | None
    f: bool
    d: int
    d1: int
    t: int
    improved: bool
    red: bool
    bone: bool
    k: bool
    st: bool
    checked: bool
    told: bool

    @property
    def walks(self) -> bool:
        """Walking still hurts; from 6 on silence counts as if it did."""
        return self.p >= 6 if self.w is None else self.w

    @property
    def eases(self) -> bool | None:
        """Without pain there is nothing to ease."""
        return self.e if self.p else True

    @property
    def stays(self) -> bool:
        """It does not ease; from 6 on a missing answer counts as if it did not."""
        return self.p >= 6 if self.eases is None else not self.eases

    @property
    def sore(self) -> int:
        """The pain of the last run, as far as it is known."""
        return self.rp or 0

    @property
    def untold(self) -> bool:
        return not (self.checked and self.told) or None in (self.eases, self.w)

    @property
    def inputs(self) -> Inputs:
        return Inputs(
            stop_sign=self.red,
            bone_sign=self.bone,
            sign_cleared=self.k,
            is_checked=self.checked,
            pain=self.p,
            eases=self.eases,
            walking_pain=self.w,
            last_run=self.r,
            run_pain=self.rp,
            run_is_rated=self.told,
            rose_after_run=self.f,
            worse_days=self.d,
            raised_days=self.d1,
            weeks=self.t,
            improved=self.improved,
            stretches=self.st,
        )


class Told(NamedTuple):
    """A row as written in the rules."""

    row: str
    applies: Callable[[Case], bool]
    level: int
    origin: Origin


ARTICLE, OTHER, OURS = Origin.ARTICLE, Origin.EVIDENCE, Origin.OURS
TABLE = (
    Told("R01", lambda on: on.red, 0, OTHER),
    Told("R02", lambda on: on.p >= 8 and (on.walks or on.stays), 0, OTHER),
    Told("R03", lambda on: on.p >= 6 and on.walks and on.stays, 0, OTHER),
    Told("R04", lambda on: on.d >= 7, 0, OTHER),
    Told("R05", lambda on: on.walks, 1, ARTICLE),
    Told("R06", lambda on: on.r is LastRun.THROUGHOUT, 1, ARTICLE),
    Told("R07", lambda on: on.r is LastRun.WORSE, 1, ARTICLE),
    Told("R20", lambda on: on.sore >= 6, 1, ARTICLE),
    Told("R08", lambda on: on.p >= 6, 1, ARTICLE),
    Told("R09", lambda on: on.p >= 3 and on.stays, 1, ARTICLE),
    Told("R10", lambda on: on.d >= 3, 1, ARTICLE),
    Told("R21", lambda on: on.bone, 1, OURS),
    Told("R11", lambda on: on.f, 2, OTHER),
    Told("R12", lambda on: on.r is LastRun.NO_RUN or on.k, 2, ARTICLE),
    Told("R13", lambda on: on.r is LastRun.FADED or 3 <= on.sore <= 5, 3, ARTICLE),
    Told("R14", lambda on: on.p >= 3, 3, OTHER),
    Told("R15", lambda on: on.stays, 3, OURS),
    Told("R16", lambda on: on.d1 >= 3, 3, OURS),
    Told("R17", lambda on: on.t >= 12 and not on.improved and on.p >= 2, 3, ARTICLE),
    Told("R18", lambda on: not on.st, 3, ARTICLE),
    Told("R00", lambda on: on.untold, 3, OURS),
    Told("R19", lambda _: True, 4, ARTICLE),
)

FINE = {
    "p": range(11),
    "e": (True, None, False),
    "w": (False, None, True),
    "r": (LastRun.NONE, LastRun.FADED, LastRun.NO_RUN, LastRun.THROUGHOUT, LastRun.WORSE),
    "rp": (0, 2, 3, 5, 6, 10),
    "f": (False, True),
    "d": (0, 2, 3, 6, 7, 8),
    "d1": (0, 2, 3, 8),
    "t": (0, 11, 12, 26),
    "improved": (True, False),
    "red": (False, True),
    "bone": (False, True),
    "k": (False, True),
    "st": (True, False),
    "checked": (True, False),
    "told": (True, False),
}
"""The values of each input, from best to worst."""
WORST_LAST: tuple[Sequence[object], ...] = tuple(FINE.values())
BEST = Case._make(values[0] for values in WORST_LAST)


def of_the_morning_and_the_run() -> Iterator[Case]:
    """All mornings after all runs, with nothing else against the day."""
    for p, e, w, r, rp in product(*WORST_LAST[:5]):
        yield Case._make((p, e, w, r, rp, *BEST[5:]))


def of_all_else() -> Iterator[Case]:
    """All other inputs, on a few mornings no worse than a 5."""
    for p, values in product((0, 1, 2, 3, 5), product(*WORST_LAST[5:])):
        yield Case._make((p, *BEST[1:5], *values))


def drawn() -> Iterator[Case]:
    """Any combinations, half of them with most answers good, so that late rows are reached."""
    chance = Random(1)  # noqa: S311 - nothing is secret
    for number in range(SHARE):
        share = (0.25, 0.9)[number % 2]
        yield Case._make(
            values[0] if chance.random() < share else chance.choice(values) for values in WORST_LAST
        )


@cache
def decided() -> dict[Case, Verdict]:
    """The verdict on each of the combinations."""
    cases = (*of_the_morning_and_the_run(), *of_all_else(), *drawn())
    return {case: verdict(case.inputs) for case in cases}


def test_each_combination_gets_the_row_and_the_level_that_the_rules_give() -> None:
    for case, found in decided().items():
        told = next(row for row in TABLE if row.applies(case))
        assert (found.row.id, found.level) == (told.row, told.level), case


def test_the_first_row_is_always_the_strictest_one_that_applies() -> None:
    for case, found in decided().items():
        assert found.level == min(row.level for row in TABLE if row.applies(case)), case


def test_every_row_is_reached() -> None:
    assert {found.row.id for found in decided().values()} == {told.row for told in TABLE}


def test_the_rows_stand_in_the_order_of_the_rules_and_say_where_they_come_from() -> None:
    found = [(row.id, row.level, row.origin) for row in RULES]
    assert found == [(told.row, told.level, told.origin) for told in TABLE]
    assert all(row.source for row in RULES)


def one_worse(case: Case) -> Iterator[Case]:
    """The same with one input worse by one step, for each input."""
    for index, values in enumerate(WORST_LAST):
        for better, worse in pairwise(values):
            if case[index] == better:
                yield Case._make((*case[:index], worse, *case[index + 1 :]))


@pytest.mark.slow
def test_a_worse_answer_never_raises_the_level_and_neither_does_a_missing_one() -> None:
    for case, found in decided().items():
        for worse in one_worse(case):
            assert verdict(worse.inputs).level <= found.level, (case, worse)


def silent(case: Case) -> Iterator[Case]:
    """The same with one answer missing."""
    yield case._replace(p=case.p or 1, e=None)
    yield case._replace(w=None)
    yield case._replace(checked=False)
    yield case._replace(rp=None, told=False)
    yield case._replace(told=False)


@pytest.mark.slow
def test_a_missing_answer_never_allows_more_than_level_3() -> None:
    for case in decided():
        for untold in silent(case):
            assert verdict(untold.inputs).level <= Level.NO_INCREASE, untold


def test_the_pain_of_the_run_that_is_missing_allows_no_more_than_the_best_answer() -> None:
    for case in decided():
        if not case.told:
            best = verdict(case._replace(rp=0, told=True).inputs).level
            assert verdict(case._replace(rp=None).inputs).level <= best, case


def test_from_6_on_a_missing_answer_counts_as_the_worse_one() -> None:
    for p, e, w in product((6, 7, 8, 10), (True, None, False), (False, None, True)):
        case = BEST._replace(p=p, e=e, w=w)
        worse = case._replace(e=bool(e), w=w is not False)
        assert verdict(case.inputs).row == verdict(worse.inputs).row, case


def test_without_any_check_running_is_capped_and_nothing_else_is_held_against_the_day() -> None:
    unchecked = {"pain": None, "eases": None, "walking_pain": None, "is_checked": False}
    for case, found in decided().items():
        if (case.p, case.e, case.w) == (0, True, False):
            silence = verdict(replace(case.inputs, **unchecked))
            assert silence.level == min(Level.NO_INCREASE, found.level), case


def test_a_good_day_on_which_nobody_has_told_anything_yet_is_at_level_3_for_that_reason() -> None:
    assert verdict(BEST.inputs).row.id == "R19"
    assert verdict(BEST._replace(checked=False).inputs).row.id == "R00"


# Advice beside the level.


@pytest.mark.parametrize(
    ("pain", "weeks", "median", "improved", "advice"),
    [
        (7, 0, 7.0, False, []),
        (8, 0, 8.0, False, [Referral.SEVERE]),
        (8, 0, 8.0, True, [Referral.SEVERE]),
        (3, 1, 3.0, False, []),
        (3, 2, 2.5, False, []),
        (3, 2, 3.0, False, [Referral.TWO_WEEKS]),
        (3, 2, 3.0, True, []),
        (8, 2, 3.0, False, [Referral.SEVERE, Referral.TWO_WEEKS]),
        (0, 11, 2.0, False, []),
        (0, 12, 0.0, False, [Referral.THREE_MONTHS]),
        (3, 12, 3.0, False, [Referral.THREE_MONTHS]),
        (0, 25, 2.0, False, [Referral.THREE_MONTHS]),
        (0, 26, 2.0, False, [Referral.HALF_A_YEAR]),
        (9, 26, 2.0, False, [Referral.SEVERE, Referral.HALF_A_YEAR]),
        (0, 26, 2.0, True, []),
    ],
)
def test_who_is_not_getting_better_is_sent_to_somebody(
    pain: int,
    weeks: int,
    median: float,
    improved: bool,  # noqa: FBT001 - one column of the table
    advice: list[Referral],
) -> None:
    inputs = Inputs(pain=pain, weeks=weeks, median_pain=median, improved=improved)
    assert list(verdict(inputs).referrals) == advice


def test_advice_never_changes_the_level() -> None:
    for pain, weeks, improved in product(range(11), range(30), (True, False)):
        inputs = Inputs(
            pain=pain, weeks=weeks, improved=improved, last_run=LastRun.NONE, median_pain=0
        )
        assert verdict(inputs).row == verdict(replace(inputs, median_pain=10)).row
