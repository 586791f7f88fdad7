"""The things that are kept: loans, applications, cards and the rest, with their states."""
