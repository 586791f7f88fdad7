"""Who is who: checks of identity, and known persons recognised."""
