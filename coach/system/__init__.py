"""The machine: its clock, paths, locks, programs, sound and services."""
