"""The outer systems that are neither bank nor messenger."""
