"""What a new runner is asked before the first day."""
