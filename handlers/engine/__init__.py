"""What every conversation is made of: filters, forms, parsing, screens, words."""
