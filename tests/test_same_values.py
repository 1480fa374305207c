"""The values that hypothesis tries are the same in each run, whatever is loaded beside them."""

import importlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def values_tried() -> list[str]:
    tried: list[str] = []

    @settings(max_examples=200)
    @given(st.text())
    def draw(text: str) -> None:
        tried.append(text)

    draw()
    return tried


def test_they_do_not_depend_on_the_modules_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = values_tried()
    names = ", ".join(f"'constant {number}'" for number in range(100))
    (tmp_path / "loaded_later.py").write_text(f"NAMES = [{names}]\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("loaded_later")
    assert values_tried() == before
