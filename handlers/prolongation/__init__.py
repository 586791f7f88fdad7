"""Prolonging a loan."""
