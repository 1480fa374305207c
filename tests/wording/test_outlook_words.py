"""The days ahead in words: each sentence, and none that says more than is known."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from support.builders import routine
from support.diary import DAY, MONDAY, Diary

from coach.domain.outlook.mornings import OwnMornings
from coach.domain.outlook.outlook import HORIZON, Milestone, Outlook, OutlookView, Span, Wanted
from coach.domain.routine.settings import Display, DistanceUnit
from coach.wording.outlook import Topic, headline, sentences

FIRST = date(2026, 3, 24)
"""A Tuesday."""
FREE, USUAL, GOAL = Milestone.FREE_RUN, Milestone.USUAL, Milestone.GOAL
SOON = Span(8, 10, 20, 4)
NEVER = Span(None, None, None, 0)
WITH_GOAL = routine('[goal]\ndistance = "10km"\ndate = 2026-04-18\nname = "Spring run"\n')
STEADY, VARYING = (2,) * 14, (0, 5) * 7


def mornings(*pains: int) -> OwnMornings:
    diary = Diary()
    for day, pain in enumerate(pains):
        diary.woke(day, pain)
    last = len(pains) - 1
    return OwnMornings(diary.history(last).mornings, MONDAY + DAY * last)


def outlook(
    spans: dict[Milestone, Span], *, in_time: float | None = None, is_return: bool = True
) -> Outlook:
    return Outlook(FIRST, 120, spans, is_return, in_time)


def view(now: Outlook | None, before: Outlook | None = None, **facts: Any) -> OutlookView:  # noqa: ANN401
    plain = OutlookView(mornings(*STEADY), Wanted(), now=now, before=before)
    return plain._replace(**facts)


def free_run(span: Span, **facts: bool) -> OutlookView:
    return view(outlook({FREE: span}, **facts))


def said(view: OutlookView, of: Topic) -> str:
    return dict(sentences(view, WITH_GOAL))[of]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (SOON, "Likely Fri 3 Apr, between Wed 1 Apr and Mon 13 Apr."),
        (Span(8, 8, 20, 0), "Likely Wed 1 Apr, between Wed 1 Apr and Mon 13 Apr."),
        (Span(8, 8, 8, 0), "Likely Wed 1 Apr."),
        (
            Span(8, 10, None, 0),
            "Likely Fri 3 Apr; Wed 1 Apr at the earliest, perhaps only after six months.",
        ),
        (
            Span(8, None, None, 0),
            "Wed 1 Apr at the earliest, but more likely after six months.",
        ),
        (NEVER, "Not in the next six months, with mornings like these."),
    ],
)
def test_when_something_comes_as_a_range(span: Span, words: str) -> None:
    assert said(free_run(span), Topic.FIRST_FREE_RUN) == words


def test_only_on_the_ladder_the_next_free_run_is_the_first_one() -> None:
    assert headline(free_run(SOON)) == "First free run: likely 3 Apr"
    assert headline(free_run(SOON, is_return=False)) == "Next free run: likely 3 Apr"


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ({Milestone.NEXT_STAGE: SOON, FREE: NEVER}, "First free run: not in the next six months"),
        ({USUAL: SOON, GOAL: NEVER}, "Usual run: likely 3 Apr"),
        ({GOAL: SOON}, "Goal: likely 3 Apr"),
        ({}, ""),
    ],
)
def test_the_line_on_today_names_what_is_waited_for_most(
    spans: dict[Milestone, Span], words: str
) -> None:
    assert headline(view(outlook(spans))) == words


def test_with_too_few_mornings_it_says_how_many_are_needed() -> None:
    few = view(None, mornings=mornings(3, 3, 3))
    assert dict(sentences(few, WITH_GOAL)) == {
        Topic.SURE: "Too early to say. Coach needs the pain checks of 7 mornings from the last "
        "four weeks, and has 3 so far."
    }
    assert headline(few) == ""


def test_with_a_warning_sign_a_clinician_comes_first() -> None:
    waiting = view(None, awaits_clinician=True)
    assert said(waiting, Topic.SURE).startswith("A clinician has to see you first")
    assert headline(waiting) == ""


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(), "You may run freely."),
        (Wanted(usual=8000), "You may run freely, as far as you usually do."),
        (Wanted(goal=8000), "You may run freely, as far as your goal."),
        (
            Wanted(usual=8000, goal=9000),
            "You may run freely, as far as you usually do and as far as your goal.",
        ),
    ],
)
def test_where_nothing_is_ahead_it_says_so_and_nothing_else(wanted: Wanted, words: str) -> None:
    assert dict(sentences(view(outlook({}), wanted=wanted), WITH_GOAL)) == {Topic.NOW: words}


def test_distances_are_those_of_the_display_and_the_goal_has_its_name() -> None:
    wanted = Wanted(usual=8000, goal=10_000)
    both = view(outlook({USUAL: SOON, GOAL: SOON}), wanted=wanted)
    miles = replace(WITH_GOAL, display=Display(distances=DistanceUnit.MILES))
    assert said(both, Topic.USUAL).startswith("8.0 km. Likely")
    assert said(both, Topic.GOAL).startswith("Spring run, 10.0 km. Likely")
    assert dict(sentences(both, miles))[Topic.USUAL].startswith("5.0 mi. Likely")


FOUND = "In {} of 10 simulations you may run that far by {}."
INSTEAD = "A date after Mon 13 Apr, or a shorter distance, may be in reach."


@pytest.mark.parametrize(
    ("share", "ahead", "words"),
    [
        (0.97, 25, f"Yes. {FOUND.format(10, 'Sat 18 Apr')}"),
        (0.8, 25, f"Yes. {FOUND.format(8, 'Sat 18 Apr')}"),
        (0.5, 25, f"Perhaps. {FOUND.format(5, 'Sat 18 Apr')}"),
        (0.2, 25, f"Perhaps. {FOUND.format(2, 'Sat 18 Apr')}"),
        (
            0.1,
            12,
            f"No. {FOUND.format(1, 'Sun 5 Apr')} {INSTEAD}",
        ),
        (0.0, -1, "That date has passed. Set a new one under [goal] in your config file."),
        (
            0.1,
            HORIZON + 30,
            "Too early to say. Coach looks six months ahead, and that day is later.",
        ),
        (0.9, HORIZON + 30, f"Yes. {FOUND.format(9, 'Thu 22 Oct')}"),
    ],
)
def test_whether_the_goal_is_in_reach(share: float, ahead: int, words: str) -> None:
    wanted = Wanted(goal=10_000, goal_on=FIRST + timedelta(days=ahead))
    found = view(outlook({GOAL: SOON}, in_time=share), wanted=wanted)
    assert said(found, Topic.IN_TIME) == words


def test_a_goal_out_of_sight_names_no_day_instead() -> None:
    wanted = Wanted(goal=10_000, goal_on=FIRST + timedelta(days=12))
    found = view(outlook({GOAL: NEVER}, in_time=0.0), wanted=wanted)
    assert "A later date, or a shorter distance" in said(found, Topic.IN_TIME)


def test_a_goal_without_a_date_is_not_judged() -> None:
    found = view(outlook({GOAL: SOON}), wanted=Wanted(goal=10_000))
    assert Topic.IN_TIME not in dict(sentences(found, WITH_GOAL))


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (0, "Three bad mornings in a row would hardly delay your first free run."),
        (-2, "Three bad mornings in a row would hardly delay your first free run."),
        (1, "Three bad mornings in a row would delay your first free run by about 1 day."),
        (5, "Three bad mornings in a row would delay your first free run by about 5 days."),
    ],
)
def test_what_a_setback_costs(delay: int, words: str) -> None:
    assert said(free_run(SOON._replace(setback=delay)), Topic.SETBACK) == words


def test_what_is_out_of_sight_cannot_be_delayed() -> None:
    assert Topic.SETBACK not in dict(sentences(free_run(NEVER), WITH_GOAL))


def change(new: int | None, old: int | None, *, is_return: bool = True) -> str:
    """What has changed in a week; the days are counted from the same first one."""
    now, before = (
        outlook({FREE: SOON._replace(likely=one)}, is_return=is_return) for one in (new, old)
    )
    return said(view(now, before), Topic.CHANGE)


@pytest.mark.parametrize(
    ("new", "old", "words"),
    [
        (10, 10, "The likely day of your first free run has hardly changed in a week."),
        (10, 12, "The likely day of your first free run has hardly changed in a week."),
        (10, 13, "Your first free run is expected 3 days sooner than a week ago."),
        (20, 10, "Your first free run is expected 10 days later than a week ago."),
        (10, None, "A week ago your first free run was more than six months away."),
        (None, 10, "A week ago your first free run was less than six months away."),
        (None, None, "A week ago your first free run was more than six months away too."),
    ],
)
def test_how_it_has_changed_in_a_week(new: int | None, old: int | None, words: str) -> None:
    assert change(new, old) == words


@pytest.mark.parametrize(
    ("milestone", "words"),
    [
        (FREE, "A week ago you could run freely."),
        (USUAL, "A week ago you could run as far as you usually do."),
        (GOAL, "A week ago you could run that far."),
    ],
)
def test_what_was_not_ahead_a_week_ago(milestone: Milestone, words: str) -> None:
    found = view(outlook({milestone: SOON}), outlook({}))
    assert said(found, Topic.CHANGE) == words


def test_before_a_week_is_over_nothing_is_compared() -> None:
    assert Topic.CHANGE not in dict(sentences(free_run(SOON), WITH_GOAL))


@pytest.mark.parametrize(
    ("pains", "words"), [((0,) * 7, "stay at 0, you"), (STEADY, "stay at 2 or less, you")]
)
def test_it_depends_on_mornings_like_the_last_ones(pains: tuple[int, ...], words: str) -> None:
    found = free_run(SOON)._replace(mornings=mornings(*pains))
    assert words in said(found, Topic.DEPENDS)


@pytest.mark.parametrize(
    ("pains", "span", "words"),
    [
        (STEADY, SOON, "Fairly, since the simulations agree within four weeks."),
        (VARYING, SOON, "Fairly, though your mornings vary a lot."),
        (
            STEADY,
            Span(8, 20, 36, 0),
            "Not very, since four weeks say little about the months ahead.",
        ),
        (VARYING, Span(8, 20, 36, 0), "Not very, since your mornings vary a lot."),
        (STEADY, Span(8, 20, None, 0), "Not very"),
        (STEADY, NEVER, "Not very"),
    ],
)
def test_how_sure_it_is(pains: tuple[int, ...], span: Span, words: str) -> None:
    found = free_run(span)._replace(mornings=mornings(*pains))
    assert said(found, Topic.SURE).startswith(words)


def test_it_is_never_a_promise() -> None:
    assert "81% still had some after six months" in said(free_run(SOON), Topic.PROMISE)
