"""What comes in: updates, notifications of the bank, health."""
