"""What a message is made of: text, entities, keyboards, files."""
