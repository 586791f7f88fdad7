"""What is to be said: queued, paced, delivered."""
