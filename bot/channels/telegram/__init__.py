"""The Bot API: screens as calls, photos, the group of the staff."""
