"""Build scripts of the Dutch pack."""
