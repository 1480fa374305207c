"""A few hundred of the hostile inputs that `python -m benchmarks.fuzz` tries by the thousand."""

from pathlib import Path

import pytest

from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.running import Home


@pytest.mark.parametrize("seed", range(4))
def test_no_hostile_input_ends_a_command_with_a_fault(tmp_path: Path, seed: int) -> None:
    inputs = Inputs(Home(tmp_path / "home"), seed)
    for number in range(75):
        fault = inputs.fault_of(inputs.make(number))
        assert not fault, f"seed {seed}, input {number}: {fault}"
