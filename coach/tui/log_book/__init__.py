"""Everything that was recorded, to be found, corrected and deleted."""
