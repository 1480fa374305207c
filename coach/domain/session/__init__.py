"""A session: its phases, its cues, and where it is."""
