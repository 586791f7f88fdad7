"""What a borrower sets and may know: profile, notices, copy, deletion."""
