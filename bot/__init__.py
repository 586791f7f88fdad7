"""The running process: everything concrete, and the only place that knows all of it."""

VERSION = "0.4.0"
