"""What falls due by itself, delays, and giving a debt up."""
