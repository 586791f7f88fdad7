"""The conversations, one file each, in the order in which a borrower meets them."""
