"""Credit holidays (353-FZ art. 6.1-2)."""
