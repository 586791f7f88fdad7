"""Paying back: the sum, the booking, what goes back, the receipt."""
