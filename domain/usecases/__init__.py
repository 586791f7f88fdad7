"""What the lender does, one verb a class: called inside a transaction, undone by raising."""
