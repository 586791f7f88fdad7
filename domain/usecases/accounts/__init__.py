"""The account: opened, entered, recovered, locked and closed."""
