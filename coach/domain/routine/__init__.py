"""The routine: its steps, sessions and exercises, as the config file sets them."""
