"""What staff do: block accounts, let a frozen borrower go on; who they are, and their group."""
