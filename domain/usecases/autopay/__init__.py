"""The automatic charge of a bound card."""
