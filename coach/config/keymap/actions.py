"""Every action of the full screen with its keys, in one place, which makes for a long table.

Bindings, key bar, help and palette come from here, and so does what the config file may change.
Nothing here needs Textual, so that a config file can be checked without it. A key is a character
as it is typed, or a name such as `enter`, `f1` or `ctrl+s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

_SHOWN = {"up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc"}


class ScreenCommand(NamedTuple):
    """One action; `label` is shown in the key bar, `help` explains it.

    The id is the group of actions, which belongs to a screen, and the name within it. `key` has the
    shipped keys with commas between them; `shown_key` is how they are shown, if not all are.
    """

    id: str
    key: str
    label: str
    help: str
    action: str
    shown_key: str = ""

    @property
    def name(self) -> str:
        """Its name within its group."""
        return self.id.partition(".")[2]

    @property
    def group(self) -> str:
        """The group that it belongs to."""
        return self.id.partition(".")[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The shipped keys; none for what is seldom needed."""
        return tuple(filter(None, self.key.split(",")))


class Group(NamedTuple):
    """Actions that apply at the same time, and what else takes keys then."""

    commands: tuple[ScreenCommand, ...]
    scrolls: bool = False
    """Whether the screen is a text, so that the actions of `text` apply too."""
    types: bool = False
    """Whether typed characters go into an answer."""
    counts: bool = False
    """Whether only digits and times do."""


TODAY = (
    ScreenCommand(
        "today.start", "enter", "start", "Start the chosen step, or continue it", "start"
    ),
    ScreenCommand(
        "today.done", "d", "done", "Mark the chosen step as done, without its timers", "done"
    ),
    ScreenCommand("today.snooze", "s", "snooze", "Put the chosen step off for a while", "snooze"),
    ScreenCommand("today.skip", "x", "skip", "Skip the chosen step today", "skip"),
    ScreenCommand("today.run", "r", "run", "Log a run: distance, time, pain", "run"),
    ScreenCommand(
        "today.progress", "p", "progress", "Your progress, and what is ahead", "progress"
    ),
    ScreenCommand("today.undo", "u", "undo", "Undo today's last action", "undo"),
    ScreenCommand(
        "today.plan", "c", "plan", "See and change every step, session and exercise", "plan"
    ),
    ScreenCommand("today.help", "?", "help", "Show what each key does", "help"),
    ScreenCommand("today.quit", "q", "quit", "Quit; everything is saved", "quit"),
)
ABOUT = (
    ScreenCommand("today.why", "w", "why", "Why today's level is what it is", "why"),
    ScreenCommand("today.flags", "f", "warning signs", "Signs that need a clinician", "flags"),
    ScreenCommand(
        "today.intake", "i", "about you", "Tell Coach about your heel and running", "intake"
    ),
    ScreenCommand("today.away", "a", "away", "Ill or travelling: nothing is due; or back", "away"),
    ScreenCommand("today.pause", "P", "pause", "No reminders for a while, or again", "pause"),
    ScreenCommand("today.evidence", "e", "evidence", "The evidence behind all of this", "evidence"),
    ScreenCommand(
        "today.entries", "l", "log book", "Everything recorded: find, correct, delete", "entries"
    ),
    ScreenCommand(
        "today.short", "b", "short day", "Ten minutes a session today; again: whole", "short"
    ),
    ScreenCommand(
        "today.missed", "o", "often missed", "What is in the way of a step that you miss", "missed"
    ),
    ScreenCommand(
        "today.trial", "t", "trial", "Find out by lot what helps: tape, splint ...", "trial"
    ),
    ScreenCommand("today.measure", "m", "measure", "Measure now, or put it off", "measure"),
    ScreenCommand("today.score", "S", "score", "Bring a questionnaire's score", "score"),
    ScreenCommand("today.maintenance", "M", "recovered", "Recovered: a shorter day", "maintenance"),
)
FILES = (
    ScreenCommand(
        "today.report", "", "report", "Write a page for a doctor or physiotherapist", "report"
    ),
    ScreenCommand("today.import", "", "import", "Take in runs from your watch's files", "import"),
    ScreenCommand("today.backup", "", "backup", "Copy the journal now", "backup"),
)
MOVES = (
    ScreenCommand("today.up", "up,k", "up", "Choose the step above", "move(-1)", "↑ k"),
    ScreenCommand("today.down", "down,j", "down", "Choose the step below", "move(1)", "↓ j"),
    ScreenCommand("today.now", "home", "what is next", "Choose what comes next", "follow"),
)
PLAYER = (
    ScreenCommand("player.pause", "space", "pause", "Pause the clock, or resume it", "pause"),
    ScreenCommand("player.next", "n,right", "next", "Go on to the next set", "next", "n"),
    ScreenCommand(
        "player.back",
        "b,left",
        "back",
        "Restart this set; press again for the one before",
        "back",
        "b",
    ),
    ScreenCommand("player.more", "+,=", "10 s more", "Ten more seconds", "more", "+"),
    ScreenCommand("player.mute", "m", "mute", "Turn the signals off or on", "mute"),
    ScreenCommand("player.help", "?", "help", "Show what each key does", "help"),
    ScreenCommand("player.stop", "q,escape", "stop", "Stop here; what you did is kept", "stop"),
)
FINISHED = (ScreenCommand("player.close", "enter", "back to today", "Close", "close"),)
ASK = (
    ScreenCommand("questions.save", "enter", "save", "Save the answers", "enter"),
    ScreenCommand(
        "questions.same", "ctrl+y", "as yesterday", "Fill in yesterday's answers", "same"
    ),
    ScreenCommand(
        "questions.before", "up,shift+tab", "before", "The question before", "before", "↑"
    ),
    ScreenCommand("questions.after", "down,tab", "after", "The question after", "after", "↓"),
    ScreenCommand("questions.cancel", "escape", "cancel", "Leave without saving", "cancel"),
)
CONFIRM = (
    ScreenCommand("confirm.yes", "enter,y", "record it", "Record it as it is", "yes", "enter"),
    ScreenCommand("confirm.no", "escape,n", "back", "Back to the answers", "no", "esc"),
)
LEAVE = (CONFIRM[0]._replace(label="leave"), CONFIRM[1]._replace(label="stay"))
"""The same keys for when something would be lost."""
WHY = (
    ScreenCommand("why.overrule", "o", "run anyway", "Run today against the advice", "overrule"),
    ScreenCommand("why.evidence", "e", "evidence", "The evidence behind all of this", "evidence"),
    ScreenCommand("why.flags", "f", "warning signs", "Signs that need a clinician", "flags"),
    ScreenCommand("why.close", "escape,enter,q,w", "close", "Close", "close", "esc"),
)
EVIDENCE = (ScreenCommand("evidence.close", "escape,enter,q,e", "close", "Close", "close", "esc"),)
FLAG = (
    ScreenCommand("flags.tick", "space", "tick", "Tick the sign, or untick it", "tick"),
    ScreenCommand("flags.save", "enter", "save", "Save the ticks", "save"),
    ScreenCommand("flags.clear", "c", "clear", "Clear a sign that a clinician has seen", "clear"),
    ScreenCommand("flags.up", "up,k", "up", "To the sign above", "move(-1)", "↑ k"),
    ScreenCommand("flags.down", "down,j", "down", "To the sign below", "move(1)", "↓ j"),
    ScreenCommand("flags.close", "escape,q", "close", "Leave without saving", "close", "esc"),
)
AWAY = (
    ScreenCommand("away.do", "enter", "do now", "Do the chosen step now", "do"),
    ScreenCommand("away.later", "s", "later", "Put the chosen step off for a while", "later"),
    ScreenCommand("away.drop", "x", "skip", "Skip the chosen step today", "drop"),
    ScreenCommand("away.up", "up,k", "up", "Choose the step above", "move(-1)", "↑ k"),
    ScreenCommand("away.down", "down,j", "down", "Choose the step below", "move(1)", "↓ j"),
    ScreenCommand("away.close", "escape,q", "leave it", "Leave the rest as it is", "close", "esc"),
)
BACK = (ScreenCommand("back.close", "escape,enter,q", "to the day", "Close", "close", "esc"),)
PLAN = (
    ScreenCommand(
        "plan.open", "enter,right", "change", "Change what is chosen, or open it", "open", "enter"
    ),
    ScreenCommand("plan.switch", "space", "on/off", "Switch on or off", "switch"),
    ScreenCommand("plan.new", "n", "new", "A step, session or exercise of your own", "new"),
    ScreenCommand("plan.add", "a", "add", "Add an exercise to the session", "add"),
    ScreenCommand(
        "plan.remove",
        "x,delete",
        "remove",
        "Off; out of the session; out of your file",
        "remove",
        "x",
    ),
    ScreenCommand("plan.sooner", "K,shift+up", "move up", "Move the exercise up", "carry(-1)", "K"),
    ScreenCommand(
        "plan.further", "J,shift+down", "move down", "Move the exercise down", "carry(1)", "J"
    ),
    ScreenCommand(
        "plan.shipped",
        "r",
        "as shipped",
        "Restore the shipped value, where there is a *",
        "shipped",
    ),
    ScreenCommand("plan.undo", "u", "undo", "Undo the last change to the plan", "undo"),
    ScreenCommand(
        "plan.turn", "tab", "next list", "From the day to the sessions, to the exercises", "turn(1)"
    ),
    ScreenCommand(
        "plan.turn-back",
        "shift+tab",
        "list before",
        "From the exercises to the sessions, to the day",
        "turn(-1)",
    ),
    ScreenCommand("plan.up", "up,k", "up", "Choose the row above", "move(-1)", "↑ k"),
    ScreenCommand("plan.down", "down,j", "down", "Choose the row below", "move(1)", "↓ j"),
    ScreenCommand("plan.help", "?", "help", "Show what each key does", "help"),
    ScreenCommand(
        "plan.back", "escape,left", "back", "Back to the list, then to today", "back", "esc"
    ),
    ScreenCommand("plan.close", "q", "to today", "Back to today", "close"),
)
TYPING = (
    ScreenCommand("typing.keep", "enter", "save", "Write it into your file", "keep"),
    ScreenCommand("typing.leave", "escape", "leave", "Keep it as it was", "leave"),
    ScreenCommand("typing.more", "up", "more", "A little later or longer", "nudge(1)"),
    ScreenCommand("typing.less", "down", "less", "A little earlier or shorter", "nudge(-1)"),
)
PICK_KEYS = (
    ScreenCommand("pick.keep", "enter", "take", "Take it", "keep"),
    ScreenCommand("pick.leave", "escape", "cancel", "Leave it", "leave"),
)
PICK = (
    *PICK_KEYS,
    ScreenCommand("pick.up", "up", "up", "Choose the row above", "move(-1)"),
    ScreenCommand("pick.down", "down", "down", "Choose the row below", "move(1)"),
)
FIRST_KEYS = (
    ScreenCommand(
        "first.go-on", "enter", "go on", "To the next question, and to the next page", "go_on"
    ),
    ScreenCommand(
        "first.skip-page",
        "escape",
        "skip page",
        "Skip this page and keep what is shipped",
        "skip_page",
        "esc",
    ),
    ScreenCommand("first.back", "b", "back", "To the page before", "back"),
    ScreenCommand(
        "first.skip-rest", "q", "skip rest", "Skip the rest and keep what is shipped", "skip_rest"
    ),
)
FIRST = (
    *FIRST_KEYS,
    ScreenCommand("first.before", "up,shift+tab", "before", "The question above", "move(-1)", "↑"),
    ScreenCommand("first.after", "down,tab", "after", "The question below", "move(1)", "↓"),
)
READY = (
    ScreenCommand(
        "ready.about", "enter", "about you", "Tell Coach about your heel and running", "about"
    ),
    ScreenCommand("ready.close", "escape,q", "to the day", "Close", "close", "esc"),
)
THEMES = (
    ScreenCommand("themes.choose", "enter", "choose", "Use the theme, and keep it", "choose"),
    ScreenCommand("themes.up", "up", "up", "Preview the theme above", "command_list('cursor_up')"),
    ScreenCommand("themes.down", "down", "down", "Preview the theme below", "cursor_down"),
    ScreenCommand("themes.close", "escape", "close", "Keep the theme as it was", "escape"),
)
ENTRIES = (
    ScreenCommand("entries.correct", "enter", "correct", "Correct the chosen entry", "correct"),
    ScreenCommand("entries.delete", "d,delete", "delete", "Delete the chosen entry", "delete", "d"),
    ScreenCommand("entries.undo", "u", "undo", "Undo the last change here", "undo"),
    ScreenCommand("entries.search", "/", "find", "Find by words: a step, a day, pain 6", "search"),
    ScreenCommand("entries.add", "a", "add", "Add something you forgot on a past day", "add"),
    ScreenCommand("entries.gone", "t", "deleted", "Show deleted entries too, or hide them", "gone"),
    ScreenCommand(
        "entries.inbox", "i", "unread files", "Show which files could not be read, and why", "inbox"
    ),
    ScreenCommand("entries.up", "up,k", "up", "To the entry above", "move(-1)", "↑ k"),
    ScreenCommand("entries.down", "down,j", "down", "To the entry below", "move(1)", "↓ j"),
    ScreenCommand("entries.page-up", "pageup", "page up", "A page up", "page(-1)", "pgup"),
    ScreenCommand(
        "entries.page-down", "pagedown,space", "page down", "A page down", "page(1)", "pgdn"
    ),
    ScreenCommand("entries.newest", "home,g", "newest", "To the newest entry", "newest", "home"),
    ScreenCommand("entries.oldest", "end,G", "oldest", "To the oldest entry", "oldest", "end"),
    ScreenCommand("entries.help", "?", "help", "Show what each key does", "help"),
    ScreenCommand("entries.close", "escape,q,l", "close", "Back to today", "close", "esc"),
)
PROGRESS = (
    ScreenCommand("progress.open", "enter", "open", "Open the days behind what is chosen", "open"),
    ScreenCommand(
        "progress.left",
        "left,h",
        "move in time",
        "Back in time, by days, weeks or months",
        "go(-1)",
        "← →",
    ),
    ScreenCommand(
        "progress.further", "-", "zoom", "Zoom out: weeks, months, all", "zoom(-1)", "- +"
    ),
    ScreenCommand(
        "progress.page", "tab", "next page", "To the next page: course, year, words, ahead", "page"
    ),
    ScreenCommand(
        "progress.shade", "m", "shades", "Shade the year by pain or by sessions", "shade"
    ),
    ScreenCommand("progress.help", "?", "help", "Show what each key does", "help"),
    ScreenCommand("progress.close", "escape,q,p", "close", "Back to today", "close", "esc"),
)
PROGRESS_MOVES = (
    ScreenCommand("progress.right", "right,l", "later", "Forward in time", "go(1)", "→ l"),
    ScreenCommand(
        "progress.nearer", "+,=", "zoom in", "Fewer days, each in more detail", "zoom(1)", "+"
    ),
    ScreenCommand(
        "progress.up", "up,k", "up", "A day back; in words, the row above", "move(-1)", "↑ k"
    ),
    ScreenCommand(
        "progress.down", "down,j", "down", "A day on; in words, the row below", "move(1)", "↓ j"
    ),
    ScreenCommand(
        "progress.screen-back", "pageup", "screen back", "A whole screen back", "leap(-1)", "pgup"
    ),
    ScreenCommand(
        "progress.screen-on", "pagedown", "screen on", "A whole screen on", "leap(1)", "pgdn"
    ),
    ScreenCommand("progress.first", "home", "first day", "To the first day", "first"),
    ScreenCommand("progress.last", "end", "to today", "To today", "last"),
    ScreenCommand("progress.course", "1", "course", "The course", "show_page('course')"),
    ScreenCommand("progress.year", "2", "year", "The year", "show_page('year')"),
    ScreenCommand("progress.words", "3", "words", "The week in words", "show_page('words')"),
    ScreenCommand("progress.ahead", "4", "ahead", "When you can run again", "show_page('ahead')"),
)
DAYS = (
    ScreenCommand("days.open", "enter", "open", "Open the chosen day", "open"),
    ScreenCommand("days.up", "up,k", "up", "The day above", "move(-1)", "↑ k"),
    ScreenCommand("days.down", "down,j", "down", "The day below", "move(1)", "↓ j"),
    ScreenCommand("days.close", "escape,q", "close", "Close", "close", "esc"),
)
DAY = (
    ScreenCommand("day.before", "left,h", "day before", "The day before", "move(-1)", "←"),
    ScreenCommand("day.after", "right,l", "day after", "The day after", "move(1)", "→"),
    ScreenCommand("day.close", "escape,enter,q", "close", "Close", "close", "esc"),
)
FIND = (
    ScreenCommand(
        "find.found", "enter,down,tab", "to the list", "Keep the results", "found", "enter"
    ),
    ScreenCommand("find.all", "escape", "show all", "Clear the search", "all", "esc"),
)
HELP = (ScreenCommand("help.close", "escape,enter,q,?", "close", "Close", "close", "esc"),)
TEXT = (
    ScreenCommand("text.up", "up", "up", "A line up", "scroll_text('scroll_up')", "↑"),
    ScreenCommand("text.down", "down", "down", "A line down", "scroll_text('scroll_down')", "↓"),
    ScreenCommand("text.page-up", "pageup", "page up", "A page up", "scroll_text('page_up')"),
    ScreenCommand(
        "text.page-down", "pagedown", "page down", "A page down", "scroll_text('page_down')"
    ),
    ScreenCommand("text.top", "home", "top", "To the top", "scroll_text('scroll_home')"),
    ScreenCommand("text.bottom", "end", "bottom", "To the end", "scroll_text('scroll_end')"),
)
PALETTE = ScreenCommand(
    "everywhere.palette", "ctrl+p", "palette", "Every command, and the themes", "command_palette"
)
SUSPEND = ScreenCommand(
    "everywhere.suspend", "ctrl+z", "suspend", "To the shell; `fg` comes back", "suspend_process"
)
HELP_EVERYWHERE = ScreenCommand("everywhere.help", "f1", "help", "Show what each key does", "help")
EVERYWHERE = (
    PALETTE,
    HELP_EVERYWHERE,
    ScreenCommand("everywhere.theme", "", "theme", "Try the themes on, and keep one", "theme"),
    SUSPEND,
)
LATE = (HELP_EVERYWHERE, SUSPEND)
"""Keys of every screen that files from before may use for something else, which then counts."""

GROUPS = {
    "today": Group((*TODAY, *ABOUT, *FILES, *MOVES)),
    "player": Group((*PLAYER, *FINISHED)),
    "questions": Group(ASK, types=True),
    "confirm": Group(CONFIRM),
    "why": Group(WHY, scrolls=True),
    "flags": Group(FLAG),
    "away": Group(AWAY),
    "back": Group(BACK),
    "help": Group(HELP, scrolls=True),
    "evidence": Group(EVIDENCE, scrolls=True),
    "plan": Group(PLAN),
    "entries": Group(ENTRIES),
    "find": Group(FIND, types=True),
    "progress": Group((*PROGRESS, *PROGRESS_MOVES)),
    "days": Group(DAYS),
    "day": Group(DAY, scrolls=True),
    "typing": Group(TYPING, types=True),
    "pick": Group(PICK, types=True),
    "themes": Group(THEMES, types=True),
    "first": Group(FIRST, counts=True),
    "ready": Group(READY, scrolls=True),
    "text": Group(TEXT),
    "everywhere": Group(EVERYWHERE),
}
"""The tables of `[keys]`; a new screen adds its line, and its actions have ids to match."""

COMMANDS = {one.id: one for group in GROUPS.values() for one in group.commands}


class Keys(Struct, frozen=True):
    """The keys in force: those chosen by the runner, by action id, or else the shipped ones."""

    chosen: Mapping[str, tuple[str, ...]]

    def of(self, action: str) -> tuple[str, ...]:
        """The keys of an action; empty if it is switched off."""
        return self.chosen.get(action, COMMANDS[action].keys)

    def text(self, action: str) -> str:
        """The key of an action as people read it; if it has several, the first."""
        return self._shown(action) or next(map(_shown, self.of(action)), "")

    def all_text(self, action: str) -> str:
        """All keys of an action that are worth showing; not those that it shares a place with."""
        own, shown = [*map(_shown, self.of(action))], self._shown(action)
        return shown if shown and set(shown.split()) <= set(own) else " ".join(own)

    def sentence(self, *told: tuple[str, str]) -> str:
        """A text such as `Enter starts it.`; actions without a key are left out."""
        said = ", ".join(f"{self.text(action)} {does}" for action, does in told if self.of(action))
        is_word = len(said.partition(" ")[0]) > 1
        return f"{said[0].upper() if is_word else said[0]}{said[1:]}." if said else ""

    def _shown(self, action: str) -> str:
        """How the shipped keys are shown, if differently."""
        return "" if action in self.chosen else COMMANDS[action].shown_key


def _shown(key: str) -> str:
    return _SHOWN.get(key, key)
