"""Messages between Coach and the process that plays tones, besides the names of signals."""

HUSH = "hush"
"""Cut off the present sound."""
SILENT = "silent: "
"""The first output of the process if nothing can be played; the reason follows."""
