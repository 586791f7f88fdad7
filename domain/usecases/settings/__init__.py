"""What a borrower sets: the profile, and which news they want."""
