"""Coach: takes a runner with plantar heel pain through every day, in the terminal."""

__version__ = "1.0.0"
