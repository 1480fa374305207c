"""Warning signs that need a clinician (evidence section 4), in our own words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class HowSoon(StrEnum):
    """How soon a clinician has to look at it."""

    NOW = "at once"
    TODAY = "today"
    SOON = "make an appointment"


class Weight(StrEnum):
    """What a warning sign stops."""

    STOP = "stop"
    """No training."""
    BONE = "bone"
    """No running: a stress fracture is possible."""
    ASK = "ask"
    """Training goes on, but the runner should ask a clinician."""


class Flag(Struct, frozen=True):
    """A warning sign. If it `hides_all`, nothing is stretched, rolled, loaded or iced."""

    text: str
    urgency: HowSoon
    source: str
    weight: Weight = Weight.STOP
    hides_all: bool = False


FLAGS: dict[str, Flag] = {
    "injury": Flag(
        "Severe pain straight after an injury, a snap or a pop, an odd shape, or a foot or ankle "
        "that will not move",
        HowSoon.NOW,
        "[A2] [A3]",
        hides_all=True,
    ),
    "no-load": Flag(
        "You cannot point the foot down, rise on the toes, walk normally or bear weight",
        HowSoon.NOW,
        "[A3]",
        hides_all=True,
    ),
    "swelling": Flag(
        "Severe pain with swelling near the heel", HowSoon.NOW, "[A3]", hides_all=True
    ),
    "fever": Flag("Heel pain with fever", HowSoon.NOW, "[A3]", hides_all=True),
    "numb": Flag("Heel pain with numbness or tingling", HowSoon.NOW, "[A3] [A1]", hides_all=True),
    "rupture": Flag(
        "A sudden tearing pain, and then swelling, bruising or a limp",
        HowSoon.TODAY,
        "[F3]",
        hides_all=True,
    ),
    "infection": Flag(
        "The heel is red, hot and swollen, or has an open sore that does not heal",
        HowSoon.TODAY,
        "[F8] [F9]",
        hides_all=True,
    ),
    "weakness": Flag(
        "New weakness of the foot or leg, or altered feeling",
        HowSoon.TODAY,
        "[A4]",
        hides_all=True,
    ),
    "at-rest": Flag("Pain at rest or at night", HowSoon.SOON, "[A3] [F5] [F1] [F2]"),
    "squeeze": Flag(
        "It hurts to squeeze the heel from both sides, or pain grows with load after a jump in "
        "distance",
        HowSoon.SOON,
        "[F1] [F4]",
        hides_all=True,
    ),
    "under-18": Flag(
        "You are under 18: heels that are still growing hurt for other reasons",
        HowSoon.SOON,
        "[F7], ours",
    ),
    "bones": Flag(
        "Weak bones, a long course of steroids, missed periods or fast weight loss",
        HowSoon.SOON,
        "[F1], ours",
        Weight.BONE,
    ),
    "diabetes": Flag("You have diabetes", HowSoon.SOON, "[A1]", Weight.ASK),
    "daily-life": Flag(
        "Pain that is severe, stops you from normal activities, gets worse or keeps coming back",
        HowSoon.SOON,
        "[A1]",
        Weight.ASK,
    ),
    "two-weeks": Flag(
        "No better after two weeks of care", HowSoon.SOON, "[A1] [A3] S43", Weight.ASK
    ),
    "both-heels": Flag(
        "Both heels, under about 45, long morning stiffness, night pain, psoriasis, eye "
        "inflammation or inflammatory back pain (the source for this list is weak)",
        HowSoon.SOON,
        "[F6] [F7]",
        Weight.ASK,
    ),
    "lump": Flag("A lump in the arch", HowSoon.SOON, "[F4]", Weight.ASK),
    "pregnancy": Flag("You are pregnant", HowSoon.SOON, "ours", Weight.ASK),
}
NO_ICE_WITH = frozenset({"diabetes"})
"""Warning signs that rule out ice ([A1])."""
SIGNS_OF_INTAKE = {"weak_bones": "bones", "pregnant": "pregnancy"}
"""Questions of the intake that raise a warning sign when first answered with yes."""


def hides_all(flags: Iterable[str]) -> bool:
    """Whether these signs rule out stretching, rolling, loading and icing."""
    return any(FLAGS[one].hides_all for one in flags if one in FLAGS)


def weighs(flags: Iterable[str], weight: Weight) -> tuple[str, ...]:
    """Those of some warning signs that have this weight; an unknown one stops everything."""
    return tuple(
        one for one in flags if (FLAGS[one].weight if one in FLAGS else Weight.STOP) is weight
    )
