"""The database itself: SQLite, its writer, ciphers, and values as JSON."""
