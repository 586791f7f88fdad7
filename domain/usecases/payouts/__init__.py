"""The money goes to the card, exactly once."""
