"""Is everything in place? A line for each thing, and how to mend what is not."""
