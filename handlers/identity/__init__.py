"""Being recognised before a signature."""
