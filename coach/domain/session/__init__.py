"""A session: its phases, its cues, and its progress."""
