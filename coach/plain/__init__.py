"""Coach as a conversation in lines of text."""
