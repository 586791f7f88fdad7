"""Paying back."""
