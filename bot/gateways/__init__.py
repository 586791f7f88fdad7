"""The real adapters to the outer systems: one file a system, each over its public protocol."""
