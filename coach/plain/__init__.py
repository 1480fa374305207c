"""Coach as a conversation in lines of text, for screen readers and Braille displays."""
