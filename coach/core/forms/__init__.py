"""Forms: the questions that each front end asks in its own way."""
