"""What a borrower sees of a loan and its debt."""
