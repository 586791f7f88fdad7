"""Prolonging a loan: its terms, its agreement, its signature."""
