"""What all one-time codes have in common."""
