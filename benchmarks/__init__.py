"""What Coach costs, as ratios within one run."""

import sys
from pathlib import Path

# The tests can run the reminders as processes, and set their clock.
sys.path.append(str(Path(__file__).parents[1] / "tests"))
