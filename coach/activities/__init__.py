"""Runs from the files of watches and phones, and from the exports of services."""
