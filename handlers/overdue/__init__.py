"""What is said of a delay."""
