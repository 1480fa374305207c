"""The judgement in words, the same on the full screen and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from coach.domain.day.dates import near_day_text
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.events.types import RunLogged
from coach.domain.heel.adapted_routine import CROSS_TRAINING, WALK_JOG
from coach.domain.heel.caps import Caps
from coach.domain.heel.inputs import is_bad, release_of
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import WORSE_DAYS, Inputs, LastRun, Level, Origin, Referral, Restart
from coach.domain.heel.strength import MOST_PAIN
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.heel.warning_signs import FLAGS, Urgency
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.settings import Display
from coach.domain.units import counted, span_text
from coach.wording.sources import ARTICLE, names_of

LEVELS = {
    Level.REST: "Rest, and see a clinician",
    Level.CROSS_TRAIN: "Cross-train",
    Level.WALK_JOG: "Walk and jog",
    Level.NO_INCREASE: "Run, no increase",
    Level.AS_PLANNED: "Run as planned",
}
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)
WEEKLY_RULE = "A tenth more a week is a cautious rule, and not proven."
_LAST_RUN = {
    LastRun.NO_RUN: "running begins anew",
    LastRun.NONE: "no pain",
    LastRun.FADED: "pain at the start that faded",
    LastRun.THROUGHOUT: "pain throughout",
    LastRun.WORSE: "pain that got worse",
}
_RESTARTS = {
    Restart.NEVER_RAN: "none yet that you told",
    Restart.AFTER_BREAK: "more than two weeks ago",
    Restart.AFTER_SORE_RUN: "sore, and behind you",
    Restart.ON_LADDER: "on the way back",
}
_ORIGINS = {
    Origin.ARTICLE: "The article that Coach is built on says so.",
    Origin.EVIDENCE: "That rests on other published sources.",
    Origin.OURS: "That is our own choice; no source says it.",
}
_REASONS = {
    "R01": "You have a warning sign: no training until a clinician has seen you.",
    "R02": "Severe first-step pain that does not ease, or walking that still hurts: rest, and "
    "get it checked.",
    "R03": "Pain of 6 or more that does not ease and still hurts when you walk is not typical: "
    "rest, and get it checked.",
    "R04": "Clearly worse for a week now: rest, and see a clinician.",
    "R05": "Walking still hurts after the first steps: no running, cross-train for a while.",
    "R06": "Your last run hurt from start to finish: no running for now. Running through it "
    "harms the tissue and changes how you move; a few weeks off now beat months off later.",
    "R07": "The pain grew during your last run: not ready yet.",
    "R20": "Your last run hurt at 6 or more: no running until it has settled.",
    "R08": "6 or more at the first steps: nothing with impact today.",
    "R09": "It hurts and does not ease after a few steps, as it should: no running today.",
    "R10": "Clearly worse for three mornings: give it a break from running.",
    "R21": "Your bones may be at risk: no running until a clinician has advised you.",
    "R11": "The morning after your last run was worse: one walk-jog with less load.",
    "R12": "You are easing back into running: walk and jog today.",
    "R13": "Your last run hurt a little: run, but no more than lately.",
    "R14": "3 to 5 at the first steps, and it eases: run, but no more than lately.",
    "R15": "Little pain, but it does not ease: run, but no more than lately.",
    "R16": "A little worse for three mornings: run, but no more than lately.",
    "R17": "Twelve weeks without real improvement: keep the running where it is, and ask what "
    "else could help.",
    "R18": "Fewer than two stretch sessions a day this week: run, but add nothing until you "
    "stretch more.",
    "R00": "Not everything was told: run, but no more than lately.",
    "R19": "Little pain, and the signs are good: run as planned, at most a tenth more.",
}


def headline(judgement: Judgement) -> str:
    """The level in a few words."""
    return f"{LEVELS[judgement.level]}{', not today' if _is_between(judgement) else ''}"


def _is_between(judgement: Judgement) -> bool:
    """Whether today is the day between two walk-jogs."""
    return judgement.level is Level.WALK_JOG and judgement.is_rest_day


def beside_the_plan(judgement: Judgement, day: Day) -> str:
    """What there is to do where the level speaks of training, and the day has none of it."""
    if _is_between(judgement):
        return "A day lies between two walk-jogs."
    if judgement.level not in {Level.CROSS_TRAIN, Level.WALK_JOG} or any(map(_trains, day.steps)):
        return ""
    if judgement.level is Level.WALK_JOG:
        return "No run is planned today."
    at_hand = [CROSS_TRAINING[one] for one in day.routine.running.cross_training]
    would_do = f"; if you like: {', '.join(at_hand)}" if at_hand else ""
    return f"No training is planned today{would_do}."


def _trains(planned: PlannedStep) -> bool:
    step = planned.step
    return step.kind in {StepKind.RUN, StepKind.CROSS_TRAIN} or step.session == WALK_JOG


def reason(judgement: Judgement) -> str:
    """Why, in a sentence."""
    if judgement.ran_badly:
        return "Today's run hurt: no more running today. Tomorrow's advice will take it in."
    if judgement.is_prescribed:
        until = near_day_text(judgement.prescribed_until or judgement.day)
        return f"Your clinician's word, until {until}; it comes before Coach's own rules."
    if judgement.is_overruled:
        return f"You chose to run. The advice was: {_cause(judgement)}"
    return _cause(judgement)


def reason_of_row(row: str) -> str:
    """What a row says of any day, by its id; empty for one that is not known."""
    return _REASONS.get(row, "")


def _cause(judgement: Judgement) -> str:
    """The cause that applies today, in the runner's terms."""
    row = judgement.verdict.row.id
    words = _CAUSES.get(row)
    said = words(judgement) if words else _REASONS[row]
    is_carried = not judgement.verdict.inputs.is_checked and row in _OF_THE_MORNING
    return f"{said} {_CARRIED}" if is_carried else said


_OF_THE_MORNING = frozenset({"R02", "R03", "R05", "R08", "R09", "R14", "R15"})
_CARRIED = "That was your last check, which counts until today's."


def _severe(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    causes = [
        "walking still hurts" if inputs.walking_pain else "",
        "it does not ease" if inputs.eases is False else "",
    ]
    known = " and ".join(one for one in causes if one)
    why = known or "you have not said that it eases and that walking is fine"
    return f"Severe first-step pain, and {why}: rest, and get it checked."


_FOR_NOW = {"R03": "rest for now", "R05": "no running for now"}


def _moderate(judgement: Judgement) -> str:
    """Six or more, where an answer that was not given counts as the worse one."""
    row = judgement.verdict.row.id
    inputs = judgement.verdict.inputs
    if not _hangs_on_an_answer(inputs, row):
        return _REASONS[row]
    questions = [
        "it eases" if inputs.eases is None else "",
        "walking is free of pain" if inputs.walking_pain is None else "",
    ]
    untold = " and ".join(one for one in questions if one)
    return f"Pain of 6 or more, and you have not said whether {untold}: {_FOR_NOW[row]}."


def _hangs_on_an_answer(inputs: Inputs, row: str) -> bool:
    """Whether a row of the morning would not apply if the answers left out were good."""
    match row:
        case "R02":
            return inputs.walking_pain is not True and inputs.eases is not False
        case "R03":
            return None in (inputs.walking_pain, inputs.eases)
        case _:
            return row == "R05" and inputs.walking_pain is None


def _worse_days(judgement: Judgement) -> str:
    count = judgement.verdict.inputs.worse_days
    if judgement.level is Level.REST:
        return f"Clearly worse for {count} mornings now: rest, and see a clinician."
    return f"Clearly worse for {count} mornings: give it a break from running."


def _begins_anew(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    if inputs.restart is Restart.ON_LADDER:
        today = "" if judgement.is_rest_day else ": walk and jog today"
        return f"You are on the way back{_stage_of(judgement)}{today}."
    if inputs.sign_cleared:
        return "Your warning sign was cleared less than two weeks ago: walk and jog for now."
    if inputs.restart is Restart.AFTER_SORE_RUN:
        return "That sore run is behind you: start gently, with walking and jogging."
    if inputs.restart is Restart.AFTER_BREAK:
        return "More than two weeks without a run: ease back with walking and jogging."
    return "You have told of no run before today: start with walking and jogging."


def _stage_of(judgement: Judgement) -> str:
    return f", stage {judgement.stage.number} of {LAST_STAGE}" if judgement.stage else ""


def _mild_run(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    if inputs.last_run is LastRun.FADED:
        return (
            "Your last run hurt at the start and then eased, which points to tightness: run, but "
            "no more than lately."
        )
    return f"Your last run hurt at {inputs.run_pain}/10: run, but no more than lately."


def _mild_morning(judgement: Judgement) -> str:
    eases = ", and it eases" if judgement.verdict.inputs.eases else ""
    return f"3 to 5 at the first steps{eases}: run, but no more than lately."


def _untold(judgement: Judgement) -> str:
    return f"{_what_is_untold(judgement.verdict.inputs)}: run, but no more than lately."


def _what_is_untold(inputs: Inputs) -> str:
    if not inputs.is_checked or inputs.pain is None:
        return "No pain check yet today"
    if inputs.eases is None:
        return "You have not said whether it eases after a few steps"
    if inputs.walking_pain is None:
        return "You have not said whether walking hurts"
    return "You have not said how your last run felt"


_CAUSES: dict[str, Callable[[Judgement], str]] = {
    "R02": _severe,
    "R03": _moderate,
    "R04": _worse_days,
    "R05": _moderate,
    "R10": _worse_days,
    "R12": _begins_anew,
    "R13": _mild_run,
    "R14": _mild_morning,
    "R00": _untold,
}


def source(judgement: Judgement) -> str:
    """The rule, its sources by name, and how sure they are."""
    if judgement.is_prescribed:
        return "From your clinician, as you told Coach."
    row = judgement.verdict.row
    names = names_of(row.source)
    rule = rule_of(row.id).capitalize()
    named = f", from {'; '.join(names)}" if names else ""
    is_named = row.origin is Origin.ARTICLE and ARTICLE in names
    return f"{rule}{named}." if is_named else f"{rule}{named}. {_ORIGINS[row.origin]}"


def rule_of(row: str) -> str:
    """A row as people name it: `rule 6`."""
    return f"rule {row.removeprefix('R').lstrip('0') or '0'}"


def what_would_change_it(judgement: Judgement) -> str:
    """The next step towards another level; empty where there is none to take."""
    if judgement.is_prescribed:
        return ""
    row = judgement.verdict.row.id
    is_open = _hangs_on_an_answer(judgement.verdict.inputs, row)
    words = _telling if is_open else _CHANGES.get(row)
    change = words(judgement) if words else _NEXT_STEPS.get(row, "")
    return f"What would change it: {change}." if change else ""


_NEXT_STEPS = {
    "R01": "see a clinician, then clear the sign",
    "R02": "a morning below 8, or one that eases and leaves walking free of pain",
    "R03": "a morning below 6, one that eases, or one without pain in walking",
    "R05": "a morning without pain in walking",
    "R08": "a morning at 5 or less",
    "R09": "a morning that eases after a few steps, or one below 3",
    "R21": "a clinician's advice: tell what is allowed, or clear the sign",
    "R13": "a run without pain",
    "R14": "a morning below 3",
    "R15": "a morning that eases after a few steps, or one without pain",
    "R18": "two stretch sessions a day, on average of a week",
}


def _release(judgement: Judgement) -> str:
    first = release_of(judgement.last_told_run_on or judgement.day)
    checks = "two checks in a row at 5 or less without pain in walking"
    return f"from {near_day_text(first)} on, {checks}" if first > judgement.day else checks


def _better_morning(judgement: Judgement) -> str:
    return f"a morning at {judgement.ends_streak} or less"


def _after_rise(judgement: Judgement) -> str:
    until = near_day_text((judgement.last_run_on or judgement.day) + _WEEK + _DAY)
    return f"a walk-jog and a next morning that is no worse; by {until} at the latest"


def _ladders_end(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    last = f"the last of the {LAST_STAGE} stages; next is stage {_number(judgement)}"
    if inputs.sign_cleared and judgement.cleared_on:
        first = near_day_text(judgement.cleared_on + _FORTNIGHT + _DAY)
        return f"{last}; not before {first}"
    return last


def _number(judgement: Judgement) -> int:
    return judgement.stage.number if judgement.stage else 1


def _improvement(judgement: Judgement) -> str:
    first = judgement.first_week
    goal = max(1.0, first - 2) if first is not None else 1.0
    return f"a morning of 1 or less, or a week with a median of {goal:g} or less"


def _telling(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    if not inputs.is_checked or inputs.pain is None:
        return "today's pain check"
    if inputs.eases is None or inputs.walking_pain is None:
        return "answer the rest of the pain check"
    return "say how your last run felt: its pain, and how it went"


_CHANGES: dict[str, Callable[[Judgement], str]] = {
    "R04": _better_morning,
    "R06": _release,
    "R07": _release,
    "R20": _release,
    "R10": _better_morning,
    "R11": _after_rise,
    "R12": _ladders_end,
    "R16": _better_morning,
    "R17": _improvement,
    "R00": _telling,
}


def findings(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """The inputs that led there, each with its name."""
    yield "First steps", _first_steps(inputs)
    yield "Walking", _told(inputs.walking_pain, "still hurts", "free of pain")
    yield "Last run", _ran(inputs)
    if inputs.rose_after_run:
        yield "The morning after", "worse"
    yield "Lately", _lately(inputs)
    yield "With Coach", _with_coach(inputs)
    yield "Stretching", _stretching(inputs)
    if inputs.stop_sign or inputs.bone_sign:
        yield "Warning sign", "yes"


def _with_coach(inputs: Inputs) -> str:
    """The weeks of this episode; of the first one there is nothing to say yet."""
    weeks = _weeks(inputs.weeks)
    if not inputs.weeks:
        return weeks
    if not inputs.improved or max(inputs.worse_days, inputs.raised_days) >= WORSE_DAYS:
        return f"{weeks}, no real change yet"
    return f"{weeks}, {'hardly any pain' if inputs.median_pain <= 1 else 'improved'}"


def _stretching(inputs: Inputs) -> str:
    if not inputs.care_days:
        return "counted from tomorrow on"
    return "twice a day or more" if inputs.stretches else "less than twice a day"


def _lately(inputs: Inputs) -> str:
    if worse := inputs.worse_days or inputs.raised_days:
        clearly = "clearly worse" if inputs.worse_days else "a little worse"
        return f"{clearly} for {_mornings(worse)}"
    if not inputs.is_checked:
        return "not told"
    return "not worse than the week before" if inputs.is_comparable else "too little to say"


def _first_steps(inputs: Inputs) -> str:
    if inputs.pain is None:
        return "not told"
    ease = _told(inputs.eases, "easing", "not easing", "easing not told")
    told = f"{inputs.pain}/10, {ease}" if inputs.pain else "0/10"
    return told if inputs.is_checked else f"not told today; {told} at the last check"


def _told(answer: bool | None, yes: str, no: str, untold: str = "not told") -> str:  # noqa: FBT001 - an answer
    return untold if answer is None else yes if answer else no


def _ran(inputs: Inputs) -> str:
    if inputs.restart:
        return _RESTARTS[inputs.restart]
    told = _LAST_RUN[inputs.last_run]
    if not inputs.run_is_told:
        return "not told how it felt"
    return f"{inputs.run_pain}/10, {told}" if inputs.run_pain else told


def warnings(judgement: Judgement) -> Iterator[str]:
    """What to see a clinician about: the signs there are, and advice beside the level."""
    for urgency in Urgency:
        texts = [
            FLAGS[one].text
            for one in judgement.flags
            if one in FLAGS and FLAGS[one].urgency is urgency
        ]
        if texts:
            yield f"See a clinician, {urgency}: {'; '.join(texts)}."
    if not judgement.is_typical:
        yield "Your pain is not typical of plantar heel pain: get it checked."
    yield from referrals(judgement)


def referrals(judgement: Judgement) -> Iterator[str]:
    """Advice to see somebody that goes beside the level."""
    yield from (_REFERRALS[one] for one in judgement.verdict.referrals)


_REFERRALS = {
    Referral.SEVERE: "8 or more: book an appointment with a clinician.",
    Referral.TWO_WEEKS: "No better after two weeks of care: book an appointment. It usually "
    "takes four to six weeks of care to help.",
    Referral.THREE_MONTHS: "Twelve weeks without real improvement: ask a clinician about the "
    "next steps. Most people improve over months; being rid of it takes longer.",
    Referral.HALF_A_YEAR: "Half a year without real improvement: ask for a specialist's view. "
    "Slow is usual: in one study 81 % still had some pain after six months, and 53 % after a year.",
}


def week(caps: Caps, display: Display, *, is_capped: bool = True) -> str:
    """What this week has seen, and what is left of it: `14.2 of 18.7 km`."""
    if caps.week is None or not is_capped:
        return f"{display.distance(caps.done)} so far" if caps.done else "no run yet"
    done, _, unit = display.distance(caps.done).partition(" ")
    of = display.most(caps.week)
    done = done if of.endswith(unit) else f"{done} {unit}"
    return f"{done} of {of}, {display.most(caps.left or 0)} left"


def this_week(judgement: Judgement, display: Display) -> str:
    """The week's distance; what is left of it only where today's heel allows a run."""
    may_run = judgement.level >= Level.NO_INCREASE and not judgement.ran_badly
    return week(judgement.caps, display, is_capped=may_run)


def walks(judgement: Judgement) -> str:
    """That walks are left out too, where they are (S33)."""
    is_sore = judgement.level is Level.REST or judgement.verdict.inputs.walking_pain
    return "No walks for exercise either." if is_sore else ""


def limits(judgement: Judgement, display: Display) -> Iterator[str]:
    """The caps of today, each with what it is measured against."""
    caps = judgement.caps
    if spared := walks(judgement):
        yield spared
    if judgement.ran_badly or judgement.level < Level.NO_INCREASE:
        return
    yield from _most_today(judgement, display)
    if caps.week is not None:
        yield f"This week: {week(caps, display)}. {WEEKLY_RULE}"
    if caps.runs is not None:
        yield f"Runs this week: {caps.done_runs} of {caps.runs}."
    if caps.effort is not None:
        yield f"Effort: {caps.effort} of 10 at most, as last week."


def _most_today(judgement: Judgement, display: Display) -> Iterator[str]:
    """How far today's run may be, by what is the least."""
    caps = judgement.caps
    if caps.today == 0:
        return
    if caps.seconds is not None:
        yield f"This run: {span_text(caps.seconds)} at most, one of the first after the walk-jogs."
    elif caps.run is not None and caps.today is not None and caps.today < caps.run:
        yield f"This run: {display.most(caps.today)} at most, which is what is left."
    elif caps.run is not None:
        tenth = "a tenth more than " if judgement.level is Level.AS_PLANNED else ""
        yield f"This run: {display.most(caps.run)} at most, {tenth}the longest of 30 days."


def _beyond(allowed: Judgement, run: RunLogged, display: Display) -> str:
    """A word on a day's runs that went beyond what it allowed before them (S29)."""
    longest = allowed.caps.seconds
    if allowed.level <= Level.CROSS_TRAIN:
        return "The advice was not to run that day; watch the next morning's first steps."
    if allowed.level is Level.WALK_JOG:
        return f"{_beyond_walk_jog(allowed, run)}; watch the next morning's first steps."
    if longest and run.duration > longest:
        return f"The advice was {span_text(longest)} at most; keep the next one shorter."
    most = display.most(allowed.caps.today or 0)
    return (
        f"The advice was {most} at most; too steep an increase can bring injury, so keep the next "
        "one shorter."
    )


def words_on(run: RunLogged, allowed: Judgement | None, display: Display) -> str:
    """What there is to say of a run once it is logged; empty where all was well.

    Args:
        run: the run.
        allowed: what its day allowed before it, where the day's runs went beyond that.
        display: the runner's units.
    """
    said = (_hurt(run), _beyond(allowed, run, display) if allowed else "")
    return " ".join(one for one in said if one)


def _hurt(run: RunLogged) -> str:
    """A word on a run that was so sore that running rests until it is let go; else empty."""
    if not is_bad(run):
        return ""
    return (
        "That run hurt: no more running until it has settled. Go easy on the heel today, and see "
        "what tomorrow's first steps say."
    )


def too_hard(pain: int | None) -> str:
    """A word on a strength session that hurt more than it should; else empty."""
    if pain is None or pain <= MOST_PAIN:
        return ""
    return "That was too much for the heel: the next heel raises will be fewer."


def _beyond_walk_jog(allowed: Judgement, run: RunLogged) -> str:
    if allowed.is_rest_day:
        return "The advice was a day between two walk-jogs"
    if run.is_walk_jog:
        return "One walk-jog a day is enough for now"
    return "The advice was a walk-jog"


def ladder(judgement: Judgement) -> str:
    """Where one is on the walk-jog ladder; empty off it."""
    stage = judgement.stage
    if stage is None or not judgement.is_on_ladder or judgement.level is not Level.WALK_JOG:
        return ""
    walk = f"{_minutes(stage.walk)} walking, " if stage.walk else ""
    pace = f"{walk}{_minutes(stage.jog)} jogging, four times"
    return f"Stage {stage.number} of {LAST_STAGE}: {pace}.{''.join(_before_next(judgement))}"


def _before_next(judgement: Judgement) -> Iterator[str]:
    """What the first stage, or the next one, waits for."""
    if judgement.stage and judgement.stage.number == 1 and not judgement.has_walked:
        yield " First, once: 30 minutes of brisk walking without pain or a limp."
    if not judgement.verdict.inputs.stretches:
        yield " The next stage waits for two stretch sessions a day, on average of a week."


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:g} min"


def _mornings(count: int) -> str:
    return counted(count, "morning", "mornings in a row")


def _weeks(count: int) -> str:
    return counted(count, "week") if count else "first week"
