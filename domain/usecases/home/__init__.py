"""Where a chat stands, and who has blocked the bot."""
