"""Who lives in the world."""
