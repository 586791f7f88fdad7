"""A promise to pay by a day."""
