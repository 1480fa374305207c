"""The ways in which an alert reaches the runner."""
