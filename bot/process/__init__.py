"""The process: settings, what is opened and closed, what is put together, checks."""
