"""The evidence page says what the code does: rows, signs, exercises, stages, phases, sources."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

import pytest
from msgspec.structs import replace
from support.simulated import Setting

from coach.config import read
from coach.core.outlook import _COURSES_BEFORE, COURSES
from coach.domain.heel.adapted_routine import walk_jog
from coach.domain.heel.rules import RULES, Inputs, Level, Origin, verdict
from coach.domain.heel.strength import PHASES, SESSIONS
from coach.domain.heel.walk_jog import BLOCKS, LAST_STAGE, stage
from coach.domain.heel.warning_signs import FLAGS, HowSoon, Weight
from coach.domain.history.milestones import Milestone, MilestoneKind
from coach.domain.outlook import outlook
from coach.domain.outlook.mornings import FEWEST
from coach.domain.outlook.runner import _OF, _SORE, JOG, WALK
from coach.domain.routine.kinds import Basis
from coach.wording import judgement as advice
from coach.wording.documents import document
from coach.wording.outlook import _IN_REACH, _NO_PROMISE, _PERHAPS_IN_REACH
from coach.wording.phrases import setting_off
from coach.wording.sources import names_of
from coach.wording.week import milestone_text

PAGE = document("evidence")
FLAT = " ".join(PAGE.split())
TAG = re.compile(r"\b(S\d+)\b|\[([A-Z]\d+b?)\]")
ORIGINS = {Origin.ARTICLE: "article", Origin.EVIDENCE: "evidence", Origin.OURS: "ours"}
WHEN = {HowSoon.NOW: "at once", HowSoon.TODAY: "today", HowSoon.SOON: "appointment"}
STOPS = {Weight.STOP: "training", Weight.BONE: "running", Weight.ASK: ""}
CITED = [*(row.source for row in RULES), *(flag.source for flag in FLAGS.values())]


def table(*begins: str) -> list[list[str]]:
    """The rows of the table whose head begins with these cells."""
    lines = iter(PAGE.splitlines())
    next(line for line in lines if cells(line)[: len(begins)] == list(begins))
    return [cells(line) for line in takewhile(lambda one: one.startswith("|"), lines)][1:]


def cells(line: str) -> list[str]:
    return [cell.strip(" `") for cell in line.strip("|").split("|")]


def tags(text: str) -> list[str]:
    return [spoken or other for spoken, other in TAG.findall(text)]


def sources() -> Iterator[str]:
    """The tags of all sources that the page lists."""
    yield from (line[0] for line in table("tag", "who"))
    yield from re.findall(r"^- \[(\w+)\] ", PAGE, re.MULTILINE)


def test_the_outlook_is_simulated_as_the_page_says() -> None:
    lasts, points = outlook._SETBACK
    early, likely, late = outlook._RANGE
    for figure in (
        f"{COURSES} courses of the coming half year",
        f"{early:.0%} and {late:.0%} of them".replace("%", " %"),
        f"with {lasts} mornings that are {points} points worse",
        f"within {outlook._SETBACK_WITHIN} days",
        f"the same from {_COURSES_BEFORE} courses",
        f"yes from {_IN_REACH:.0%}, perhaps from {_PERHAPS_IN_REACH:.0%}".replace("%", " %"),
        f"It takes {FEWEST} mornings at least",
        f"{_SORE} in {_OF} runs makes",
        f"jogging is {JOG * 3.6:.0f} km an hour and brisk walking {WALK * 3.6:.1f}",
    ):
        assert figure in FLAT
    assert (outlook.HORIZON, likely, outlook._SETBACK_EVERY) == (182, 0.5, 4)


def test_the_outlook_tells_the_figures_of_the_cohort() -> None:
    for figure in ("of 136 people", "81 % still had some after", "53 % after"):
        assert figure in FLAT
        assert figure.replace(" %", "%") in _NO_PROMISE


def test_the_decision_table_is_that_of_the_code() -> None:
    told = [
        (row, level, sorted(tags(source)), kind) for row, _, level, source, kind in table("row")
    ]
    assert told == [
        (row.id, str(int(row.level)), sorted(tags(row.source)), ORIGINS[row.origin])
        for row in RULES
    ]


def test_the_levels_have_their_headlines() -> None:
    told = [(level, words) for level, words, _ in table("level", "it says")]
    assert told == [(str(int(level)), advice.LEVELS[level]) for level in Level]


def test_the_warning_signs_are_those_of_the_code() -> None:
    told = [
        (sign, when, stops, hides == "all", tags(source))
        for sign, _, when, stops, hides, source in table("id", "what you notice")
    ]
    assert told == [
        (sign, WHEN[flag.urgency], STOPS[flag.weight], flag.hides_all, tags(flag.source))
        for sign, flag in FLAGS.items()
    ]


def test_the_exercises_are_those_that_are_shipped() -> None:
    told = [
        (exercise, name, Basis(basis), tags(source))
        for exercise, name, _, basis, source in table("id", "name")
    ]
    shipped = read("").or_fail().exercises
    assert sorted(told) == sorted(
        (one.id, one.name, one.basis, tags(one.source)) for one in shipped.values()
    )


def test_the_ladder_has_its_stages() -> None:
    told = {
        int(number): (minutes(walk), minutes(jog))
        for numbers, walk, jog in table("stage")
        for number in numbers.split(" and ")
    }
    stages = map(stage, range(1, LAST_STAGE + 1))
    assert told == {one.number: (one.walk / 60, one.jog / 60) for one in stages}
    assert f"{LAST_STAGE} sessions of 20 minutes" in PAGE
    assert BLOCKS == 4  # "four blocks of five minutes each"


def minutes(text: str) -> float:
    return 0 if text == "none" else float(text.removesuffix(" min"))


def test_the_heel_raises_have_their_phases() -> None:
    told = [(phase, sessions, dose) for phase, sessions, dose, *_ in table("phase")]
    spans = [f"{SESSIONS * at + 1} to {SESSIONS * (at + 1)}" for at in range(len(PHASES) - 1)]
    spans.append(f"from {SESSIONS * (len(PHASES) - 1) + 1} on")
    assert told == [
        (str(at), span, f"{sets} × {reps}")
        for at, (span, (sets, reps)) in enumerate(zip(spans, PHASES, strict=True), start=1)
    ]


def test_every_source_that_is_cited_is_listed() -> None:
    listed = list(sources())
    assert len(set(listed)) == len(listed)
    assert {tag for text in (PAGE, *CITED) for tag in tags(text)} <= set(listed)


@pytest.mark.parametrize("tag", sorted({tag for text in CITED for tag in tags(text)}))
def test_every_source_of_a_rule_or_a_sign_has_a_name(tag: str) -> None:
    cited = tag if tag.startswith("S") else f"[{tag}]"
    a_page_of_its_kind = names_of(f"[{tag[0]}0]") if cited != tag else ()
    assert names_of(cited)
    assert names_of(cited) != a_page_of_its_kind


SPEAKERS = {"J": "Joyce", "T": "Triche", "Z": "Zumbusch"}


@pytest.mark.parametrize(("tag", "who"), [line[:2] for line in table("tag", "who")])
def test_what_the_article_says_has_its_speaker(tag: str, who: str) -> None:
    (name,) = names_of(tag)
    assert SPEAKERS.get(who, "the article") in name


COURSE = re.search(
    r"(\d+ %) still had some pain after 3 months, (\d+ %)\s+after 6 and (\d+ %)", PAGE
)


def test_whoever_is_slow_to_improve_hears_how_usual_that_is(setting: Setting) -> None:
    assert COURSE
    at_three_months, at_six, at_a_year = (one.replace(" %", "%") for one in COURSE.groups())
    today = date(2026, 3, 2)
    assert at_three_months in milestone_text(Milestone(MilestoneKind.WEEK, today, 12))
    judgement = setting.coach.judgement()
    slow = replace(judgement, verdict=verdict(Inputs(pain=4, weeks=26, improved=False)))
    for said in (
        milestone_text(Milestone(MilestoneKind.WEEK, today, 26)),
        " ".join(advice.warnings(slow)),
    ):
        assert at_six in said
        assert at_a_year in said


def test_a_run_and_a_walk_jog_begin_in_good_shoes() -> None:
    assert "shoes" in setting_off("enter")
    assert "shoes" in walk_jog(stage(1)).caution
