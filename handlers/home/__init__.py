"""Home, the commands, and whatever no conversation expected."""
