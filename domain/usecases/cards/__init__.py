"""Cards: bound, proven by a small hold, kept, named, unbound."""
