"""The judgement in words, the same on the full screen and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coach.domain.day.dates import near_day_text
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.heel.adapted_routine import CROSS_TRAINING, WALK_JOG, what_is_done
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Inputs, LastRun, Level, Origin, Referral, Restart
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.heel.warning_signs import FLAGS, HowSoon
from coach.domain.routine.kinds import StepKind
from coach.domain.units import counted
from coach.wording.sources import ARTICLE, names_of

LEVELS = {
    Level.REST: "Rest, and see a clinician",
    Level.CROSS_TRAIN: "Cross-train",
    Level.WALK_JOG: "Walk and jog",
    Level.NO_INCREASE: "Run, no increase",
    Level.AS_PLANNED: "Run as planned",
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
    "R00": "Some answers are missing: run, but no more than lately.",
    "R19": "Little pain, and the signs are good: run as planned, at most a tenth more.",
}


_NO_RUN = "No run is planned today."
_NO_TRAINING = "No training is planned today"


def headline(judgement: Judgement) -> str:
    """The level in a few words."""
    return "No walk-jog" if _is_between(judgement) else LEVELS[judgement.level]


def today_text(judgement: Judgement, day: Day) -> str:
    """What today may be, in a sentence; on a day without a run, that none is planned."""
    allowed = headline(judgement).lower()
    may_run = judgement.level >= Level.WALK_JOG and not _is_between(judgement)
    if may_run and not any(map(_trains, day.steps)):
        return f"{_NO_RUN} The level: {allowed}."
    return f"Today: {allowed}."


def _is_between(judgement: Judgement) -> bool:
    """Whether today is the day of rest between two walk-jogs."""
    return judgement.level is Level.WALK_JOG and judgement.is_rest_day


def beside_the_plan(judgement: Judgement, day: Day) -> str:
    """What to do if the level allows training and none is planned; else empty."""
    said = no_training(judgement, day)
    at_hand = [CROSS_TRAINING[one] for one in day.routine.running.cross_training]
    if said and at_hand and judgement.level is Level.CROSS_TRAIN:
        return f"{_NO_TRAINING}; if you like: {', '.join(at_hand)}."
    return said


def no_training(judgement: Judgement, day: Day) -> str:
    """That the level allows training and none is planned; else empty."""
    if _is_between(judgement):
        return "Leave a day between two walk-jogs."
    if judgement.level not in {Level.CROSS_TRAIN, Level.WALK_JOG} or any(map(_trains, day.steps)):
        return ""
    if judgement.level is Level.WALK_JOG:
        return _NO_RUN
    return f"{_NO_TRAINING}."


def _trains(planned: PlannedStep) -> bool:
    step = planned.step
    return step.kind in {StepKind.RUN, StepKind.CROSS_TRAIN} or step.session == WALK_JOG


def reason(judgement: Judgement) -> str:
    """Why the level is what it is, in a sentence."""
    if judgement.ran_badly:
        return "Today's run hurt: no more running today. Tomorrow's advice will reflect that."
    if judgement.is_prescribed:
        until = near_day_text(judgement.prescribed_until or judgement.day)
        return f"Your clinician's word, until {until}; it comes before Coach's own rules."
    if judgement.is_overruled:
        return f"You chose to run. The advice was: {_cause(judgement)}"
    return _cause(judgement)


def why_no_run(judgement: Judgement) -> str:
    """Why a day that allows no run, or none any more, does so."""
    if judgement.ran_badly:
        return reason(judgement)
    match judgement.level:
        case Level.REST:
            return f"No run today, only rest. {reason(judgement)}"
        case Level.CROSS_TRAIN:
            return f"No run today, but cross-training. {reason(judgement)}"
        case Level.WALK_JOG if judgement.has_walk_jogged:
            return "No more running today: one walk-jog a day."
        case Level.WALK_JOG:
            return "No run today: leave a day between two walk-jogs."
        case _:
            return f"No more running today: {what_is_done(judgement.caps)}."


def reason_of_row(row: str) -> str:
    """The reason that a row gives, whatever the day; empty for an unknown row."""
    return _REASONS.get(row, "")


def _cause(judgement: Judgement) -> str:
    """The cause that applies today, in the runner's terms."""
    row = judgement.verdict.row.id
    words = _CAUSES.get(row)
    said = words(judgement) if words else _REASONS[row]
    is_carried = not judgement.verdict.inputs.is_checked and row in _OF_THE_MORNING
    return f"{said} {_CARRIED}" if is_carried else said


def before_check(judgement: Judgement) -> str:
    """That today's check is still to come, unless the reason says so; empty once it is there."""
    row, inputs = judgement.verdict.row.id, judgement.verdict.inputs
    has_own_words = not (judgement.is_prescribed or judgement.ran_badly)
    is_said = has_own_words and row in {"R00", *_OF_THE_MORNING}
    return "" if inputs.is_checked or is_said else "before today's pain check"


_OF_THE_MORNING = frozenset({"R02", "R03", "R05", "R08", "R09", "R14", "R15"})
_CARRIED = "That is from your last check, which counts until today's."


def _severe(judgement: Judgement) -> str:
    inputs = judgement.verdict.inputs
    causes = [
        "walking still hurts" if inputs.walking_pain else "",
        "it does not ease" if inputs.eases is False else "",
    ]
    known = " and ".join(one for one in causes if one)
    why = known or "you have not said that it eases or that walking is fine"
    return f"Severe first-step pain, and {why}: rest, and get it checked."


_FOR_NOW = {"R03": "rest for now", "R05": "no running for now"}


def _moderate(judgement: Judgement) -> str:
    """Pain of six or more, where a missing answer counts as the worse one."""
    row = judgement.verdict.row.id
    inputs = judgement.verdict.inputs
    if not hangs_on_an_answer(inputs, row):
        return _REASONS[row]
    questions = [
        "it eases" if inputs.eases is None else "",
        "walking does not hurt" if inputs.walking_pain is None else "",
    ]
    unanswered = " and ".join(one for one in questions if one)
    return f"Pain of 6 or more, and you have not said whether {unanswered}: {_FOR_NOW[row]}."


def hangs_on_an_answer(inputs: Inputs, row: str) -> bool:
    """Whether a row applies only because an answer is missing."""
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
        return f"Clearly worse for {counted(count, 'morning')} now: rest, and see a clinician."
    return f"Clearly worse for {counted(count, 'morning')}: give it a break from running."


def _rose_after_run(judgement: Judgement) -> str:
    if _is_between(judgement):
        return (
            "The morning after your last run was worse: no walk-jog today, and the next is easier."
        )
    return _REASONS["R11"]


def _starts_again(judgement: Judgement) -> str:
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
    return "No run is logged before today: start with walking and jogging."


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


def _little_stretching(judgement: Judgement) -> str:
    if judgement.maintained_since:
        return "One stretch session a day, on the maintenance day: run, but no more than lately."
    return _REASONS["R18"]


def _unanswered(judgement: Judgement) -> str:
    return f"{_what_is_unanswered(judgement.verdict.inputs)}: run, but no more than lately."


def _what_is_unanswered(inputs: Inputs) -> str:
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
    "R11": _rose_after_run,
    "R12": _starts_again,
    "R13": _mild_run,
    "R14": _mild_morning,
    "R18": _little_stretching,
    "R00": _unanswered,
}


def source(judgement: Judgement) -> str:
    """The rule, the names of its sources, and how sure they are."""
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


def warnings(judgement: Judgement) -> Iterator[str]:
    """What to see a clinician about: warning signs, and advice beside the level."""
    for urgency in HowSoon:
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
    """Advice to see a clinician that comes beside the level."""
    yield from (_REFERRALS[one] for one in judgement.verdict.referrals)


_REFERRALS = {
    Referral.SEVERE: "8 or more: book an appointment with a clinician.",
    Referral.TWO_WEEKS: "No better after two weeks of care: book an appointment. It usually "
    "takes four to six weeks of care to help.",
    Referral.THREE_MONTHS: "Twelve weeks without real improvement: ask a clinician about the "
    "next steps. Most people improve over months; getting rid of it takes longer.",
    Referral.HALF_A_YEAR: "Half a year without real improvement: ask for a specialist's view. "
    "Slow is usual: in one study 81% still had some pain after six months, and 53% after a year.",
}
