"""The world's clock, and moving it."""
