"""Binding a card, and the wallet."""
