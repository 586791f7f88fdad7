"""«Настройки» and the profile."""
