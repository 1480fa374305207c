"""Screens on top of another one: questions, help, sources."""
