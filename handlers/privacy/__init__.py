"""«Данные и права»: the copy, consents, deletion, and what must not stand in a chat."""
