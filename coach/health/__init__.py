"""Whether everything that Coach stands on is sound, looked at without changing any of it."""
