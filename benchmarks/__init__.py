"""What Coach costs, as ratios within one run."""
