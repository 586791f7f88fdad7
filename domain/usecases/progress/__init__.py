"""The message that shows how far an application has come."""
