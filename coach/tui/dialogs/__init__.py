"""Screens that lie over another one: questions, help, sources."""
