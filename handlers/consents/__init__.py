"""Consents given on the way."""
