"""Another phone when the old number is lost."""
