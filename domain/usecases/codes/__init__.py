"""One-time codes, and what is kept of a signature by one."""
