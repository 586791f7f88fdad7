"""The outside world on this machine: Telegram, the bank, SMS, bureaus, a clock, and people.

A process of its own that serves the public protocols of those systems on loopback, so that the
bot runs against it exactly as in production. It imports nothing else of this project.
"""
