"""The account, its sessions, and what happens at its door."""
