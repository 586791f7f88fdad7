"""`make bench`: what this bot costs, measured beside a bare aiogram echo. Not part of the bot."""
