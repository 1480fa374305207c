"""Values in, English out: once for every front end."""
