"""What is asked of the runner: the pain check and the log of a run."""

from datetime import timedelta

from coach.domain.events import PainChecked, Pattern, RunLogged
from coach.domain.units import minutes_text, parse_distance, parse_run_time
from coach.tui.screens.ask import AskScreen
from coach.tui.widgets.question import Answers, Option, Question, scale, yes_no
from coach.words import PATTERNS

_METRES_IN_KM = 1000
_SHORTEST_RUN = timedelta(minutes=1)


def pain_check(before: PainChecked | None, suggested: Answers, *, asks_splint: bool) -> AskScreen:
    """First-step pain, then what makes one morning comparable with another (evidence 3.4)."""
    questions = [
        scale("pain", "How much did the very first steps hurt?", "0 none, 10 the worst"),
        yes_no("eases", "Does it ease after a few steps?", asked=_hurts, assumed=True),
        yes_no("walking_pain", "Is walking still painful after that?", asked=_hurts, assumed=False),
        yes_no("stretched_first", "Did you stretch in bed, before the first step?"),
    ]
    if asks_splint:
        questions.append(yes_no("splint", "Did you wear the night splint?"))
    fields = ("pain", "eases", "walking_pain", "stretched_first", "splint")
    known = {field: getattr(before, field) for field in fields} if before else suggested
    return AskScreen("Morning pain check", tuple(questions), known)


def run_log(before: RunLogged | None, gone: timedelta | None) -> AskScreen:
    """Distance, time and pain; the time is suggested where the run was started here."""
    questions = (
        Question("distance", "How far?", parse=_distance, example="5.2 km"),
        Question("duration", "How long?", parse=_run_time, example="31:20"),
        scale("pain", "How much did the heel hurt, at its worst?", "0 none, 10 the worst"),
        Question(
            "pattern",
            "How did the pain go?",
            tuple(_pattern_option(number, pattern) for number, pattern in _PATTERNS),
            asked=_hurts,
            assumed=Pattern.NONE,
        ),
    )
    return AskScreen("How was the run?", questions, _known_run(before, gone))


_PATTERNS = tuple(enumerate((one for one in Pattern if one is not Pattern.NONE), start=1))


def _known_run(before: RunLogged | None, gone: timedelta | None) -> Answers:
    if before is None:
        if gone is None or gone < _SHORTEST_RUN:
            return {}
        return {"duration": minutes_text(gone.total_seconds())}
    return {
        "distance": f"{before.distance / _METRES_IN_KM:g} km",
        "duration": minutes_text(before.duration),
        "pain": before.pain,
        "pattern": before.pattern,
    }


def _pattern_option(number: int, pattern: Pattern) -> Option:
    return Option(pattern, str(number), PATTERNS[pattern])


def _hurts(answers: Answers) -> bool:
    return bool(answers["pain"])


def _distance(text: str) -> float:
    return _positive(parse_distance(text))


def _run_time(text: str) -> float:
    return _positive(parse_run_time(text))


def _positive(number: float) -> float:
    if number <= 0:
        raise ValueError(number)
    return number
