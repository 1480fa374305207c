"""The log book: find, correct and delete everything that was recorded."""
