"""The heel: the judgement of a day, from what was told, to what is allowed."""
