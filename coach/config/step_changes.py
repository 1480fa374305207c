"""Change one key of a step in the user's file in a way that can be taken back later."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from coach.config.editing import change
from coach.config.plan import Plan
from coach.domain.events.types import StepChange


def make(path: Path, step: str, wanted: StepChange) -> StepChange:
    """Set the key, and return the change with the value that the file had before.

    Raises:
        ConfigError: if the file has problems, would get any, or cannot be written.
    """
    before: list[str | bool | None] = []

    def made(text: str) -> str:
        plan = Plan.of(text, str(path))
        before.append(_own(plan, step, wanted.key))
        return plan.setting(("steps", step), wanted.key, wanted.value)

    change(path, f"`steps.{step}.{wanted.key}`", made)
    return replace(wanted, before=before[0])


def take_back(path: Path, step: str, made: StepChange) -> None:
    """Restore the value before a change, unless the key was changed again since then.

    Raises:
        ConfigError: as `make` does.
    """
    place, key = ("steps", step), made.key

    def restored(text: str) -> str:
        plan = Plan.of(text, str(path))
        if _own(plan, step, key) != made.value:
            return text
        if made.before is None:
            return plan.giving_back(place, key)
        return plan.setting(place, key, made.before)

    change(path, f"`steps.{step}.{key}`", restored)


def _own(plan: Plan, step: str, key: str) -> str | bool | None:
    """The value in the user's own text, if it is one that a change can restore."""
    value = plan.own.get("steps", {}).get(step, {}).get(key)
    return value if isinstance(value, str | bool) else None
