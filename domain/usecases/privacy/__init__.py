"""What a borrower may know and take back: consents, copy, deletion."""
