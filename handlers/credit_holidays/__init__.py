"""Credit holidays."""
