"""Consents: signed, looked at, taken back."""
