"""The individual terms, their signature, and refusing a signed loan."""
