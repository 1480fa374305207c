"""Several machines, one journal: each writes its files into a shared folder."""
