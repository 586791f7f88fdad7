"""The automatic charge."""
