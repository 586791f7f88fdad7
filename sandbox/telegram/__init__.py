"""Telegram's Bot API 10.3 and the phones on its other end.

Every call is checked against botapi-10.3.json (see its `source`) and refused with the words that
the real server uses, as found in tdlib/telegram-bot-api 10.0 and td; where none are known the
refusal is worded here.
"""
