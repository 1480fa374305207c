"""The words that may be typed, in one table: what is understood, and the help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Verb(NamedTuple):
    """Something that may be typed: its words, what follows them, and what it does."""

    words: tuple[str, ...]
    about: str
    help: str

    def example(self) -> str:
        """How it is typed."""
        return f"{self.words[0]} {self.about}".rstrip()

    def line(self) -> str:
        """The line in the help."""
        others = ", ".join(self.words[1:])
        return f"{self.example()}{f' (or {others})' if others else ''}: {self.help}"


QUIT = "quit"
VERBS = {
    "start": Verb(("start",), "STEP", "start a step, or continue it; its number alone will do."),
    "done": Verb(("done", "d"), "STEP", "mark it done, without its timers."),
    "skip": Verb(("skip", "x"), "STEP", "skip it today."),
    "snooze": Verb(
        ("snooze", "s"), "STEP 20m", "put it off; by ten minutes unless you say how long."
    ),
    "today": Verb(("today", "t"), "", "the whole day."),
    "next": Verb(("next", "n"), "", "what comes next."),
    "plan": Verb(("plan",), "", "the days ahead, and what their runs may be."),
    "check": Verb(("check", "c"), "3", "the pain check of this morning; it asks the rest."),
    "ran": Verb(("ran", "r"), "5.2km 31m", "log a run; it asks the rest."),
    "trained": Verb(("trained",), "swim 30m", "log training instead of a run."),
    "away": Verb(("away",), "until sun", "ill or travelling: nothing is due before that day."),
    "back": Verb(("back",), "", "back already: steps are due again."),
    "pause": Verb(("pause",), "2h", "no reminders for a while; also 3d, or until wed."),
    "resume": Verb(("resume",), "", "reminders again."),
    "short": Verb(("short", "b"), "", "ten minutes a session today; again for whole sessions."),
    "missed": Verb(("missed",), "STEP", "say what is in the way of a step, and change the plan."),
    "trial": Verb(("trial",), "", "find out by lot what helps: tape, an orthotic, a splint, ice."),
    "measure": Verb(
        ("measure", "m"), "", "activities, heel raises and knee to wall, every four weeks."
    ),
    "score": Verb(("score",), "FFI 54", "the score of a questionnaire that you bring."),
    "maintenance": Verb(
        ("maintenance",), "", "a shorter day after four quiet weeks; or full days."
    ),
    "undo": Verb(("undo", "u"), "", "undo today's last action."),
    "why": Verb(
        ("why", "w"), "", "why today's level is what it is; why STEP: why it reminded you or not."
    ),
    "overrule": Verb(("overrule", "o"), "", "run today anyway."),
    "flags": Verb(("flags", "f"), "", "warning signs that need a clinician."),
    "about": Verb(("about", "i"), "", "tell Coach about your heel and your running."),
    "progress": Verb(("progress",), "", "the last days, the week in words, what you measured."),
    "entries": Verb(("entries", "l"), "pain 6", "find what was recorded, by words."),
    "report": Verb(("report",), "", "write a page for the doctor or physiotherapist."),
    "outlook": Verb(("outlook",), "", "when you can run again."),
    "evidence": Verb(("evidence", "e"), "", "the evidence behind all of this."),
    "help": Verb(("help", "h", "?"), "", "these lines."),
    QUIT: Verb((QUIT, "q"), "", "quit; everything is saved."),
}
BY_WORD = {word: name for name, verb in VERBS.items() for word in verb.words}


def option_refused(verb: str | None, typed: str) -> str:
    """How to type without options what follows a verb; empty if there are none in it."""
    option = next((one for one in typed.split() if one.startswith("--")), None)
    if option is None:
        return ""
    known = VERBS.get(verb or "")
    way = f"type {known.example()}" if known else "type help to see what you can type"
    return f"There are no options here, such as {option}; {way}."


def help_lines() -> Iterator[str]:
    """What each of them does."""
    yield "Enter: start what comes next."
    yield "STEP is a number, an id or a name; without one, what comes next."
    yield from (verb.line() for verb in VERBS.values())
