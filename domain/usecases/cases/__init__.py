"""Cases: opened in front of the staff, shown, decided by whoever owns their kind."""
