"""Cases, and what staff decide by their buttons."""
