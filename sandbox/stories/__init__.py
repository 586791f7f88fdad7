"""Conversations as text: read, played, told."""
