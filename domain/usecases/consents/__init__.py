"""Consents: needed, agreed to on the way, carried into the account."""
