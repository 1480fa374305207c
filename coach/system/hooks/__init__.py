"""Hooks: the runner's own programs, run in a process that nobody waits for."""
