"""The heel: the judgement of a day, from the runner's answers to what is allowed."""
