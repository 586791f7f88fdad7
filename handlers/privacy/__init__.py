"""«Настройки», the profile, deletion, and what must not stand in a chat."""
