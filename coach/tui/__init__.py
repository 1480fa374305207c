"""The full screen; nothing outside this package imports Textual."""
