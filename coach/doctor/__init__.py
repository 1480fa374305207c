"""`coach doctor`: whether everything that Coach depends on works."""
