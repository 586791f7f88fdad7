"""What has happened to a loan, its postings, and what follows from them."""
