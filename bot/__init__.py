"""The running process: everything concrete, and the only place that knows all of it."""
