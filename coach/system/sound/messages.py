"""What Coach and the process that plays tones say to each other, besides the names of signals."""

HUSH = "hush"
"""Break off what is sounding."""
SILENT = "silent: "
"""What the process says first where nothing can be played; the reason follows."""
