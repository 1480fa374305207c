"""What is heard while a session runs: tones through a library, the system's voice, or the bell."""
