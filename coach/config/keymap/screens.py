"""The groups of actions as people know them: a name, the actions in sections, what must be open.

Help shows the sections, and the palette says why an action cannot be done now. Loaded with these
two only, for neither a config file nor the first picture needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coach.config.keymap.actions import COMMANDS, ScreenCommand


class KeyScreen(NamedTuple):
    """A group of actions: its name, and the names of the actions under the title of each section.

    `opener` is the action of Today that opens its screen. If it has none, `closed` says why its
    actions cannot be done while it is not there. `typed` says what other keys do.
    """

    name: str
    sections: Mapping[str, str]
    opener: str = ""
    closed: str = ""
    typed: str = ""


_NO_QUESTIONS = "No questions are open."
_ON_STEP = "start done snooze skip missed up down now"
_NO_FIRST_START = "Only the first start of Coach has this."

SCREENS = {
    "today": KeyScreen(
        "Today",
        {
            "The chosen step": _ON_STEP,
            "What you did": "run measure score undo",
            "Your heel": "why flags intake evidence trial maintenance",
            "The days": "progress entries plan short away pause",
            "Files": "report import backup",
            "Coach": "help quit",
        },
    ),
    "player": KeyScreen(
        "Session",
        {
            "The session": "pause next back more mute stop",
            "At its end": "close",
            "Coach": "help",
        },
        closed="No session is running.",
    ),
    "questions": KeyScreen(
        "Questions",
        {"The questions": "before after same", "The answers": "save cancel"},
        closed=_NO_QUESTIONS,
        typed="An answer has its key beside it; a text is typed.",
    ),
    "confirm": KeyScreen("To be sure", {"The answer": "yes no"}, closed=_NO_QUESTIONS),
    "why": KeyScreen(
        "Why", {"Go on": "overrule evidence flags", "Leave": "close"}, opener="today.why"
    ),
    "flags": KeyScreen(
        "Warning signs",
        {"The signs": "tick clear up down", "Leave": "save close"},
        opener="today.flags",
    ),
    "away": KeyScreen(
        "While you were away",
        {"The chosen step": "do later drop up down", "Leave": "close"},
        closed="No reminders were missed while you were away.",
    ),
    "back": KeyScreen("Welcome back", {"Leave": "close"}, closed="It comes after days away."),
    "help": KeyScreen("Help", {"Leave": "close"}, closed="The list of keys is not open."),
    "evidence": KeyScreen("Evidence", {"Leave": "close"}, opener="today.evidence"),
    "plan": KeyScreen(
        "Plan",
        {
            "What is chosen": "open switch remove shipped",
            "Something new": "new",
            "The exercises of a session": "add sooner further",
            "Move": "up down turn turn-back",
            "Leave": "back close",
            "Coach": "undo help",
        },
        opener="today.plan",
    ),
    "entries": KeyScreen(
        "Log book",
        {
            "The chosen entry": "correct delete",
            "Find and add": "search add gone inbox undo",
            "Move": "up down page-up page-down newest oldest",
            "Leave": "close",
            "Coach": "help",
        },
        opener="today.entries",
    ),
    "find": KeyScreen(
        "Search",
        {"The search": "found all"},
        closed="No search is under way in the log book.",
        typed="Everything else is typed.",
    ),
    "progress": KeyScreen(
        "Progress",
        {
            "What is chosen": "open",
            "Move in time": "left right up down screen-back screen-on first last",
            "Zoom and shades": "further nearer shade",
            "Pages": "page course year words ahead",
            "Leave": "close",
            "Coach": "help",
        },
        opener="today.progress",
    ),
    "days": KeyScreen(
        "Days",
        {"The days": "open up down", "Leave": "close"},
        closed="No days of Progress are open.",
    ),
    "day": KeyScreen(
        "Day",
        {"The days": "before after", "Leave": "close"},
        closed="No day of Progress is open.",
    ),
    "typing": KeyScreen(
        "Field",
        {"The field": "keep leave more less"},
        closed="No field of the plan is being changed.",
        typed="Everything else is typed.",
    ),
    "pick": KeyScreen(
        "Choice",
        {"The choice": "keep leave up down"},
        closed="There is nothing to choose from.",
        typed="Everything else is typed, and narrows the list.",
    ),
    "themes": KeyScreen(
        "Themes",
        {"The themes": "choose up down close"},
        closed="The list of themes is not open.",
        typed="Everything else is typed, and narrows the list.",
    ),
    "first": KeyScreen(
        "First start",
        {"The questions": "go-on before after", "The pages": "back skip-page skip-rest"},
        closed=_NO_FIRST_START,
        typed="An answer has its key beside it; a time is typed.",
    ),
    "ready": KeyScreen("Your day", {"Go on": "about close"}, closed=_NO_FIRST_START),
    "text": KeyScreen(
        "Text",
        {"The text": "up down page-up page-down top bottom"},
        closed="No text is open.",
    ),
    "everywhere": KeyScreen("Everywhere", {"Everywhere": "palette help theme suspend"}),
}

OPENED_BY = {one.opener: group for group, one in SCREENS.items() if one.opener}
"""The groups whose screens an action of Today opens."""
ASKING = frozenset({"intake", "away", "pause", "trial", "score", "maintenance", "import"})
"""Names of the actions of Today that ask something, whatever step is chosen."""
WRITING = frozenset({"report", "backup"})
"""Names of those that write a file."""
LEAVING = frozenset({"close", "back", "save"})
"""Names of actions that leave a screen, and make no sense while it is not open."""
CHOOSING = frozenset(
    {
        *("plan.open", "plan.switch", "plan.remove", "plan.shipped", "plan.sooner", "plan.further"),
        *("entries.correct", "entries.delete", "flags.tick"),
    }
)
"""Actions on what is chosen, which has to be seen before it is changed."""
IN_VIEW = CHOOSING | {
    *("plan.add", "plan.undo", "plan.turn", "plan.turn-back", "entries.undo", "flags.clear"),
    *("entries.newest", "entries.oldest", "progress.open", "progress.further", "progress.nearer"),
    *("progress.page", "progress.shade", "progress.first", "progress.last", "why.overrule"),
}
"""Actions that say little while their screen is not there; they are found when searched for."""
_MOVING = ("move(", "page(", "nudge(", "go(", "leap(", "scroll_text(")
"""The beginnings of actions that only move about."""
ON_STEP = frozenset(_ON_STEP.split())
"""Names of the actions of Today that need a step."""
NOT_NOW = {
    "questions.same": "There is no pain check of yesterday to copy.",
    "why.overrule": "Today's advice cannot be overruled.",
    "player.close": "The session is not over yet.",
    "player": "The session is over.",
    "progress.shade": "The year is not in view.",
    "progress": "There are no days on the page ahead.",
    "plan": "Save or leave the field first.",
    "entries": "End the search first.",
}
"""Why an action cannot be done on its screen as it is, by the action or its group."""


def title_of(command: ScreenCommand) -> str:
    """How an action is called on every screen; one that Today has too is called as there."""
    label = command.label.capitalize()
    if command.group in {"today", "everywhere"} or _is_of_today(command):
        return label
    return f"{SCREENS[command.group].name}: {command.label}"


def _is_of_today(command: ScreenCommand) -> bool:
    same = COMMANDS.get(f"today.{command.name}")
    return same is not None and same.help == command.help and not is_move(command)


def is_move(command: ScreenCommand) -> bool:
    """Whether an action only moves about."""
    return command.action.startswith(_MOVING)
