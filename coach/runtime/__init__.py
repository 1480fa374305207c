"""What an open program does by itself, and the process that reminds in the background."""
