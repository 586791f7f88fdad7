"""Chats, the group of the staff, SMS: can they be reached, how many, what they cost."""
