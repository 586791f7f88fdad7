"""What is checked before money leaves: stop lists and FinCERT."""
