"""What Coach costs, as ratios within one run."""

import sys
from pathlib import Path

# The tests know how to run the reminders as processes, and how to set their clock.
sys.path.append(str(Path(__file__).parents[1] / "tests"))
