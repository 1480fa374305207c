"""Read the `[keys]` of a config file: the names of keys, and which of them conflict."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from coach.config.keymap.actions import COMMANDS, GROUPS, LATE, Group, Keys
from coach.config.keymap.presets import DEFAULT, PRESETS, keys_of_preset
from coach.config.problems import Problem, nearest
from coach.config.value_names import shown

Chosen = dict[str, tuple[str, ...]]

_MODIFIED = re.compile(r"((?:(?:ctrl|control|alt|option|meta|shift)[+-])*)(.+)", re.IGNORECASE)
_MODIFIERS = {"control": "ctrl", "option": "alt", "meta": "alt"}
_SYNONYMS = {
    "esc": "escape",
    "return": "enter",
    "spacebar": "space",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
}
_MOVING = ("up", "down", "left", "right", "home", "end")
_PAGING = ("pageup", "pagedown")
_NAMED = (
    *_MOVING,
    *_PAGING,
    *("enter", "escape", "space", "tab", "backspace", "insert", "delete"),
    *(f"f{number}" for number in range(1, 13)),
)
_CHARACTERS = {
    re.sub("[ -]", "_", unicodedata.name(one).lower()): one for one in string.punctuation
} | {"plus": "+", "minus": "-", "slash": "/", "backslash": "\\", "at": "@", "underscore": "_"}
_SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
}
_TAKEN = {"ctrl+c": "copies a text, or says how to leave", "ctrl+q": "always leaves Coach"}
_ANSWERING = {"space", "backspace", "delete", "left", "right", "home", "end", "ctrl+u"}
_EVERYWHERE, _TEXT = "everywhere", "text"
_COUNTING = {*string.digits, ":"}
NEEDED = frozenset(
    {"start", "save", "quit", "stop", "cancel", "close", "go-on", "choose", "open", "keep", "leave"}
)
"""Names of actions without which the user could not continue, or not leave."""
_FORMS = 'a character, a name such as "enter", "up" or "f2", or one with "ctrl+" such as "ctrl+s"'


def read_keys(tables: object) -> tuple[Chosen, list[Problem]]:
    """The keys that differ from the shipped ones, by action id, without those that have problems.

    They are those of a preset, and above it those that the runner chose.
    """
    reader = _KeysReader()
    own = reader.chosen(tables)
    chosen = _left_by(own, keys_of_preset(reader.preset)) | own
    used = {key for keys in own.values() for key in keys}
    for late in LATE:  # They came later than files that use their keys otherwise.
        if used & {*late.keys}:
            chosen.setdefault(late.id, ())
    return chosen, [*reader.problems, *_clashes(own, Keys(chosen))]


def _left_by(own: Chosen, preset: Chosen) -> Chosen:
    """The keys of a preset that the runner uses for nothing else; at least one for each action."""
    kept: Chosen = {}
    for action, keys in preset.items():
        taken = {key for other, its in own.items() if _meet(action, other) for key in its}
        left = tuple(key for key in keys if key in COMMANDS[action].keys or key not in taken)
        kept[action] = left or keys
    return kept


class _KeysReader:
    """Turns tables into keys and collects every problem on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.preset = DEFAULT

    def chosen(self, tables: object) -> Chosen:
        known = ", ".join(GROUPS)
        found: Chosen = {}
        for group, table in self._table(tables, "[keys.today]").items():
            if group == "preset":
                self._take_preset(table)
            elif group in GROUPS:
                found |= self._of_group(group, self._table(table, f"[keys.{group}]", group))
            else:
                words = nearest(group, ("preset", *GROUPS)) or f"; there are {known}"
                self._problem(f"is not a group of keys{words}", group, at_key=True)
        return found

    def _take_preset(self, value: object) -> None:
        if value in PRESETS:
            self.preset = str(value)
            return
        near = nearest(value, PRESETS) if isinstance(value, str) else ""
        words = near or f"; write one of {', '.join(PRESETS)}"
        self._problem(f"is {shown(value)}, which is not a preset{words}", "preset")

    def _of_group(self, group: str, table: Mapping[str, Any]) -> Chosen:
        names = [one.name for one in GROUPS[group].commands]
        found: Chosen = {}
        for name, value in table.items():
            if name not in names:
                words = nearest(name, names) or f"; known here: {', '.join(names)}"
                self._problem(f"is not an action that Coach knows{words}", group, name, at_key=True)
            elif (keys := self._keys(value, group, name)) is not None:
                found[f"{group}.{name}"] = keys
        return found

    def _keys(self, value: object, group: str, name: str) -> tuple[str, ...] | None:
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
            wanted = 'write a key such as "z", or a list such as ["space", "p"]'
            self._problem(f"is {shown(value)}; {wanted}", group, name)
            return None
        if not texts and name in NEEDED:
            self._problem("is empty; it cannot be without a key, so name one", group, name)
            return None
        try:
            return tuple(dict.fromkeys(map(key_of, texts)))
        except ValueError as error:
            self._problem(str(error), group, name)
            return None

    def _table(self, value: object, example: str, *path: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._problem(f"is {shown(value)}; write a table such as {example}", *path)
        return {}

    def _problem(self, text: str, *path: str, at_key: bool = False) -> None:
        self.problems.append(Problem(("keys", *path), text, at_key=at_key))


def key_of(text: str) -> str:
    """What people call a key, as Coach names it: `Esc` is `escape`, `C` stays `C`.

    Raises:
        ValueError: if no terminal has such a key, or few do, with the rest of a sentence.
    """
    match = _MODIFIED.fullmatch(text.strip())
    modifiers = {part.lower() for part in re.split("[+-]", match[1]) if part} if match else set()
    modifiers = {_MODIFIERS.get(one, one) for one in modifiers}
    base = _base(match[2]) if match else ""
    if not text.strip():
        raise ValueError('is empty; the space bar is "space"')
    if not base:
        words = nearest(text.lower(), [*_NAMED, *_SYNONYMS]) or f"; write {_FORMS}"
        raise ValueError(f"names {shown(text)}, which is not a key{words}")
    key = _with(modifiers, base)
    if instead := _SENT_AS.get(key):
        raise ValueError(f"names {shown(text)}, which terminals send as {instead}; choose another")
    if not _is_sent(modifiers, base):
        raise ValueError(f"names {shown(text)}, which few terminals send; choose another")
    return key


def _base(text: str) -> str:
    """The key without its modifiers; empty if there is no such key."""
    if len(text) == 1:
        return text if text.isprintable() else ""
    name = text.lower().replace(" ", "_")
    name = _SYNONYMS.get(name, name)
    return name if name in _NAMED else _CHARACTERS.get(name, "")


def _with(modifiers: set[str], base: str) -> str:
    """A key with its modifiers; shift and a letter give the capital."""
    if modifiers == {"shift"} and base in string.ascii_letters:
        return base.upper()
    if modifiers and len(base) == 1:
        base = base.lower()
    return "+".join([*sorted(modifiers), base])


def _is_sent(modifiers: set[str], base: str) -> bool:
    """Whether most terminals send a key with these modifiers."""
    is_letter = base in string.ascii_letters
    match sorted(modifiers):
        case []:
            return True
        case ["shift"]:
            return is_letter or base in {*_MOVING, "tab"}
        case ["ctrl"]:
            return is_letter or base in {*_MOVING, *_PAGING}
        case ["alt"]:
            return is_letter or base in _MOVING
        case _:
            return False


def _clashes(own: Chosen, keys: Keys) -> Iterator[Problem]:
    """Each chosen key that already does something else where its action applies."""
    for action, chosen in own.items():
        group, _, name = action.partition(".")
        for key in chosen:
            if why := _other(action, key, own, keys) or _taken_where_it_counts(group, key):
                yield Problem(("keys", group, name), f"has {shown(key)}, which {why}")


def _other(action: str, key: str, own: Chosen, keys: Keys) -> str:
    """The other action that has a key, as worded in a problem; of two, the later one."""
    order = list(own)
    for other in COMMANDS:
        is_told_there = other in own and order.index(other) > order.index(action)
        if other != action and _meet(action, other) and key in keys.of(other) and not is_told_there:
            return f"is the key of `{other}` too; choose another, or give `{other}` another one"
    return ""


def _meet(one: str, other: str) -> bool:
    """Whether two actions apply at the same time."""
    groups = {one.partition(".")[0], other.partition(".")[0]}
    if len(groups) == 1 or _EVERYWHERE in groups:
        return True
    return _TEXT in groups and any(GROUPS[group].scrolls for group in groups)


def _taken_where_it_counts(group: str, key: str) -> str:
    """What else a key does where the actions of a group apply; some apply on every screen."""
    groups = GROUPS.values() if group == _EVERYWHERE else (GROUPS[group],)
    return next((why for one in groups if (why := _taken(one, key))), "")


def _taken(group: Group, key: str) -> str:
    """What a key does that belongs to no action, as worded in a problem."""
    if key in _TAKEN:
        return f"{_TAKEN[key]}; choose another"
    is_typed = len(key) == 1 if group.types else group.counts and key in _COUNTING
    if is_typed or ((group.types or group.counts) and key in _ANSWERING):
        return 'answers a question there; choose one such as "ctrl+s" or "f2"'
    return ""
