"""Keys: what they do, and which ones the config file names."""
