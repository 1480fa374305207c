"""The ways in which an alert reaches a person."""
