"""`coach doctor`: whether all that Coach stands on is sound."""
