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
    Command("progress", "p", "progress", "The course, the year, the week in words", "progress"),
    Command("undo", "u", "undo", "Take back the last action of today", "undo"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("quit", "q", "quit", "Leave; everything is kept", "quit"),
)
ABOUT = (
    Command("why", "w", "why", "Why today's level is what it is", "why"),
    Command("flags", "f", "warning signs", "Signs that need a clinician", "flags"),
    Command("intake", "i", "about you", "Tell the coach about your heel and running", "intake"),
    Command("evidence", "e", "evidence", "What all of this rests on", "evidence"),
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
PROGRESS = (
    Command("open", "enter", "open", "Open the chosen days, or what is said", "open"),
    Command("left", "left,h", "in time", "Back in time, by days, weeks or months", "go(-1)", "← →"),
    Command("further", "minus", "zoom", "Weeks, months, all", "zoom(-1)", "- +"),
    Command("page", "tab", "page", "The course, the year, the week in words", "page", "tab"),
    Command("shade", "m", "shades", "Shades of the year: pain, or stretch sessions", "shade"),
    Command("help", "question_mark,f1", "help", "What each key does", "help", "?"),
    Command("close", "escape,q,p", "close", "Back to today", "close", "esc"),
)
PROGRESS_MOVES = (
    Command("right", "right,l", "on", "On in time", "go(1)", "→ l"),
    Command("nearer", "plus,equals_sign", "nearer", "Fewer days, and more of each", "zoom(1)", "+"),
    Command("up", "up,k", "up", "A day back; in words, the row above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "A day on; in words, the row below", "move(1)", "↓ j"),
    Command("screen_back", "pageup", "screen back", "A whole screen back", "leap(-1)", "pgup"),
    Command("screen_on", "pagedown", "screen on", "A whole screen on", "leap(1)", "pgdn"),
    Command("first", "home", "first day", "To the first day", "first", "home"),
    Command("last", "end", "today", "To today", "last", "end"),
    Command("course", "1", "course", "The course", "show_page('course')", "1"),
    Command("year", "2", "year", "The year", "show_page('year')", "2"),
    Command("words", "3", "words", "The week in words", "show_page('words')", "3"),
)
DAYS = (
    Command("open", "enter", "open", "Open the chosen day", "open"),
    Command("up", "up,k", "up", "The day above", "move(-1)", "↑ k"),
    Command("down", "down,j", "down", "The day below", "move(1)", "↓ j"),
    Command("close", "escape,q", "close", "Close", "close", "esc"),
)
DAY = (
    Command("before", "left,h", "day before", "The day before", "move(-1)", "←"),
    Command("after", "right,l", "day after", "The day after", "move(1)", "→"),
    Command("close", "escape,enter,q", "close", "Close", "close", "esc"),
)
HELP = (Command("close", "escape,enter,q,question_mark", "close", "Close", "close", "esc"),)
HELP_ID = "help"
PALETTE = Command("palette", "ctrl+p", "palette", "Every command, and the themes", "", "ctrl+p")

GROUPS = {
    "Today": (*TODAY, *ABOUT, *MOVES, PALETTE),
    "While a session runs": PLAYER,
    "Questions": ASK,
}
OF_PROGRESS = {"Progress": (*PROGRESS, *PROGRESS_MOVES)}
"""The groups of the help that Progress opens."""
