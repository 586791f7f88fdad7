"""Every movement of money: reserved, sent, recorded, reconciled."""
