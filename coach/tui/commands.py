"""Every key of the full screen in one place: bindings, key bar, help and palette come from here."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """One thing that a key does; `label` stands in the key bar, `help` explains it."""

    id: str
    key: str
    label: str
    help: str
    action: str
    shown_key: str = ""

    @property
    def key_text(self) -> str:
        """The key as people read it."""
        return self.shown_key or self.key

    def binding(self) -> Binding:
        """The same as Textual wants it."""
        return Binding(
            self.key, self.action, self.label, key_display=self.key_text, show=False, id=self.id
        )


def bindings(*commands: Command) -> list[BindingType]:
    """Textual's bindings for some commands."""
    return [command.binding() for command in commands]


TODAY = (
    Command("start", "enter", "start", "Start the chosen step, or go on with it", "start"),
    Command("done", "d", "done", "Mark the chosen step as done, without its timers", "done"),
    Command("snooze", "s", "snooze", "Put the chosen step off for a while", "snooze"),
    Command("skip", "x", "skip", "Pass over the chosen step today", "skip"),
    Command("run", "r", "run", "Log a run: distance, time, pain", "run"),
    Command("undo", "u", "undo", "Take back the last action of today", "undo"),
    Command("plan", "c", "plan", "See and change every step, session and exercise", "plan"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("quit", "q", "quit", "Leave; everything is kept", "quit"),
)
ABOUT = (
    Command("why", "w", "why", "Why today's level is what it is", "why"),
    Command("flags", "f", "warning signs", "Signs that need a clinician", "flags"),
    Command("intake", "i", "about you", "Tell the coach about your heel and running", "intake"),
    Command("evidence", "e", "evidence", "What all of this rests on", "evidence"),
    Command("entries", "l", "log book", "All that was recorded: find, correct, delete", "entries"),
)
MOVES = (
    Command("up", "up,k", "up", "Choose the step above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "Choose the step below", "move(1)", "↓ j"),
    Command("now", "home", "now", "Choose what comes next", "follow", "home"),
)
PLAYER = (
    Command("pause", "space", "pause", "Stop the clock, and let it go on", "pause"),
    Command("next", "n,right", "next", "Go on to the next set", "next", "n"),
    Command("back", "b,left", "back", "This set anew; at once again: the one before", "back", "b"),
    Command("more", "plus,equals_sign", "ten more", "Ten more seconds", "more", "+"),
    Command("mute", "m", "mute", "No more signals, or signals again", "mute"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("stop", "q,escape", "stop", "Stop here (also esc); what was done is kept", "stop", "q"),
)
FINISHED = (Command("close", "enter", "back to today", "Close", "close"),)
ASK = (
    Command("save", "enter", "save", "Save the answers", "enter"),
    Command("before", "up,shift+tab", "before", "The question before", "before", "↑"),
    Command("after", "down,tab", "after", "The question after", "after", "↓"),
    Command("cancel", "escape", "cancel", "Leave without saving", "cancel", "esc"),
)
WHY = (
    Command("overrule", "o", "overrule", "Run today all the same", "overrule"),
    Command("evidence", "e", "evidence", "What all of this rests on", "evidence"),
    Command("flags", "f", "warning signs", "Signs that need a clinician", "flags"),
    Command("close", "escape,enter,q,w", "close", "Close", "close", "esc"),
)
EVIDENCE = (Command("close", "escape,enter,q,e", "close", "Close", "close", "esc"),)
FLAG = (
    Command("tick", "space", "tick", "Tick the sign, or untick it", "tick"),
    Command("save", "enter", "save", "Save what is ticked", "save"),
    Command("clear", "c", "clear", "A clinician has advised: clear them all", "clear"),
    Command("up", "up,k", "up", "To the sign above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "To the sign below", "move(1)", "↓ j"),
    Command("close", "escape,q", "close", "Leave without saving", "close", "esc"),
)
AWAY = (
    Command("do", "enter", "do now", "Do the chosen step now", "do"),
    Command("later", "s", "move", "Put the chosen step off for a while", "later"),
    Command("drop", "x", "drop", "Pass over the chosen step today", "drop"),
    Command("up", "up,k", "up", "Choose the step above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "Choose the step below", "move(1)", "↓ j"),
    Command("close", "escape,q", "leave it", "Leave the rest as it is", "close", "esc"),
)
ENTRIES = (
    Command("correct", "enter", "correct", "Correct the chosen entry", "correct"),
    Command("delete", "d,delete", "delete", "Delete the chosen entry", "delete", "d"),
    Command("undo", "u", "undo", "Take back what was last changed here", "undo"),
    Command("search", "slash", "find", "Find by words: a step, a day, pain 6", "search", "/"),
    Command("add", "a", "add", "Add what was forgotten on a past day", "add"),
    Command("gone", "t", "gone", "Show also what holds no more, or hide it", "gone"),
    Command("up", "up,k", "up", "To the entry above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "To the entry below", "move(1)", "↓ j"),
    Command("page-up", "pageup", "page up", "A page up", "page(-1)", "pgup"),
    Command("page-down", "pagedown,space", "page down", "A page down", "page(1)", "pgdn"),
    Command("newest", "home,g", "newest", "To the newest entry", "newest", "home"),
    Command("oldest", "end,G", "oldest", "To the oldest entry", "oldest", "end"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("close", "escape,q,l", "close", "Back to today", "close", "esc"),
)
FIND = (
    Command("found", "enter,down,tab", "to the list", "Keep what was found", "found", "enter"),
    Command("all", "escape", "show all", "Look for nothing any more", "all", "esc"),
)
PLAN = (
    Command("open", "enter,right", "change", "Change what is chosen, or open it", "open", "enter"),
    Command("switch", "space", "on/off", "Switch on or off", "switch"),
    Command("new", "n", "new", "A step, session or exercise of your own", "new"),
    Command("add", "a", "add", "Add an exercise to the session", "add"),
    Command(
        "remove", "x,delete", "remove", "Off; out of the session; out of your file", "remove", "x"
    ),
    Command("sooner", "K,shift+up", "move up", "Move the exercise up", "carry(-1)", "K"),
    Command("further", "J,shift+down", "move down", "Move the exercise down", "carry(1)", "J"),
    Command(
        "shipped", "r", "as shipped", "Give the shipped value back, where there is a *", "shipped"
    ),
    Command("undo", "u", "undo", "Take back the last change of the plan", "undo"),
    Command("turn", "tab", "turn", "From the day to the sessions, to the exercises", "turn(1)"),
    Command("turn-back", "shift+tab", "turn back", "The other way round", "turn(-1)"),
    Command("up", "up,k", "up", "Choose the row above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "Choose the row below", "move(1)", "↓ j"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("back", "escape,left", "back", "Back to the list, then to today", "back", "esc"),
    Command("close", "q", "today", "Back to today", "close"),
)
TYPING = (
    Command("keep", "enter", "save", "Write it into your file", "keep"),
    Command("leave", "escape", "leave", "Leave it as it was", "leave", "esc"),
    Command("nudge", "up,down", "a step more or less", "A little later or longer", "nudge", "↑ ↓"),
)
PICK = (
    Command("keep", "enter", "take", "Take it", "keep"),
    Command("leave", "escape", "cancel", "Leave it", "leave", "esc"),
)
FIRST_KEYS = (
    Command("go-on", "enter", "go on", "To the next question, and to the next page", "go_on"),
    Command("skip-page", "escape", "skip page", "Leave this page as shipped", "skip_page", "esc"),
    Command("back", "b", "back", "To the page before", "back"),
    Command("skip-rest", "q", "skip rest", "Leave all that follows as shipped", "skip_rest"),
)
FIRST = (
    *FIRST_KEYS,
    Command("before", "up,shift+tab", "before", "The question above", "move(-1)", "↑"),
    Command("after", "down,tab", "after", "The question below", "move(1)", "↓"),
)
READY = (
    Command("about", "enter", "about you", "Tell the coach about heel and running", "about"),
    Command("close", "escape,q", "to the day", "Close", "close", "esc"),
)
HELP = (Command("close", "escape,enter,q,question_mark", "close", "Close", "close", "esc"),)
HELP_ID = "help"
FIRST_START_ID = "first-start"
PALETTE = Command("palette", "ctrl+p", "palette", "Every command, and the themes", "", "ctrl+p")

GROUPS = {
    "Today": (*TODAY, *ABOUT, *MOVES, PALETTE),
    "While a session runs": PLAYER,
    "Log book": ENTRIES[:6],
    "Questions": ASK,
    "Plan": tuple(one for one in PLAN if one.id not in {"up", "down", "turn-back", "help"}),
}
