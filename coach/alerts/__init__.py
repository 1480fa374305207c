"""What a person gets at a moment, and the channels through which it reaches them."""
