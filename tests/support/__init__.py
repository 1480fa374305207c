"""Shared parts of the tests: homes, machines, runners, and the files they write."""
