"""The page's desk, and the same for scripts."""
