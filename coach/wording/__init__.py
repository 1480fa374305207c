"""Values put into English, once for every front end."""
