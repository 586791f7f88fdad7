"""The individual terms, and the signature that makes the contract."""
