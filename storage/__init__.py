"""Where everything is kept: rows to domain objects and back, SQL in sight."""
