"""Tones, the system's voice, or the bell."""
