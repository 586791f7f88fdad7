"""Consents: given on the way, and looked at later."""
