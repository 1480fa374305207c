"""Keys: the actions they belong to, and those set in the config file."""
