"""Presets: keys for moving as other programs have them, beside the shipped ones.

A preset adds keys. Only where a program uses a shipped key for something else does it replace that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach.config.keymap.actions import COMMANDS

DEFAULT = "default"
_UP = "text.up today.up flags.up away.up plan.up entries.up progress.up days.up first.before"
_DOWN = (
    "text.down today.down flags.down away.down plan.down entries.down progress.down days.down "
    "first.after"
)
_UP_TYPING = "questions.before typing.more pick.up themes.up"
_DOWN_TYPING = "questions.after typing.less pick.down themes.down find.found"
_LEFT = "progress.left day.before plan.back player.back"
_RIGHT = "progress.right day.after plan.open player.next"
_PAGE_UP = "text.page-up entries.page-up progress.screen-back"
_PAGE_DOWN = "text.page-down entries.page-down progress.screen-on"
_FIRST = "text.top entries.newest progress.first today.now"
_LAST = "text.bottom entries.oldest progress.last"
_LEAVE = (
    "questions.cancel confirm.no why.close flags.close away.close back.close help.close "
    "evidence.close plan.back entries.close find.all progress.close days.close day.close "
    "typing.leave pick.leave themes.close player.stop first.skip-page ready.close"
)
_MORE: Mapping[str, Mapping[str, str]] = {
    "vim": {
        "k": _UP,
        "j": _DOWN,
        "alt+k": _UP_TYPING,
        "alt+j": _DOWN_TYPING,
        "h": _LEFT,
        "l": _RIGHT,
        "ctrl+u": _PAGE_UP,
        "ctrl+b": _PAGE_UP,
        "ctrl+d": _PAGE_DOWN,
        "ctrl+f": _PAGE_DOWN,
        "g": _FIRST,
        "G": _LAST,
        "x": "entries.delete",
    },
    "emacs": {
        "ctrl+p": f"{_UP} {_UP_TYPING}",
        "ctrl+n": f"{_DOWN} {_DOWN_TYPING}",
        "ctrl+b": _LEFT,
        "ctrl+f": _RIGHT,
        "alt+v": _PAGE_UP,
        "ctrl+v": _PAGE_DOWN,
        "ctrl+a": _FIRST,
        "ctrl+e": _LAST,
        "ctrl+g": _LEAVE,
        "ctrl+s": "entries.search",
        "ctrl+d": "entries.delete plan.remove",
    },
}
"""The actions that each key is added to."""
_INSTEAD: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "emacs": {"everywhere.palette": ("alt+x",)},
}
PRESETS = (DEFAULT, *_MORE)


def keys_of_preset(name: str) -> dict[str, tuple[str, ...]]:
    """The keys of each action whose keys are not the shipped ones."""
    keys: dict[str, tuple[str, ...]] = {}
    for action, key in _added(name):
        keys[action] = (*keys.get(action, COMMANDS[action].keys), key)
    return keys | dict(_INSTEAD.get(name, {}))


def _added(name: str) -> Iterator[tuple[str, str]]:
    for key, actions in _MORE.get(name, {}).items():
        for action in actions.split():
            if key not in COMMANDS[action].keys:
                yield action, key
