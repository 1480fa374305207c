"""Hooks: the runner's own programs, run in a process that nothing waits for."""
