"""The names of the sources, in place of the tags under which docs/evidence.md lists them."""

import re

import pytest
from support.simulated import Setting

from coach.wording.exercises import dose_source
from coach.wording.sources import _KINDS, with_names


def test_the_credit_of_each_shipped_exercise_names_its_sources(setting: Setting) -> None:
    for exercise in setting.coach.routine.exercises.values():
        said = dose_source(exercise)
        assert not re.search(r"\[|\bS\d", said), said
        assert not any(kind in said for kind in _KINDS.values()), said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("10 to 60 are advised [X1] [X4]", "(ebtofficial.com and heelpain101.com)"),
        ("two or three a day are advised (S19)", "(Rachel Triche, orthopaedic surgeon)"),
        ("says nothing of a source", "source"),
    ],
)
def test_a_note_names_its_sources(text: str, named: str) -> None:
    said = with_names(text)
    assert said.endswith(named)
    assert said.startswith(text.partition(" advised")[0])
