"""Signing in and out, passwords, devices, and what a lock lets through."""
