"""What credit bureaus are told, and disputing it."""
