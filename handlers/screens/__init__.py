"""What is seen: text and keyboard, one function a screen, one file a conversation."""
