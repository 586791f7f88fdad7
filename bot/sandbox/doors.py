"""Everything that the page and a script can call, put together."""

from aiohttp import web

from bot.sandbox import front
from bot.sandbox.control import Control
from bot.sandbox.control_chats import ChatControl
from bot.sandbox.control_story import StoryControl
from bot.sandbox.events import Events
from bot.sandbox.idle import Bot
from bot.sandbox.story import Storyteller
from bot.sandbox.world import World


def doors(world: World, bot: Bot) -> list[web.RouteDef]:
    control = Control(world, bot)
    teller = Storyteller(
        world, start_over=control.start_over, rest=control.rest, move_to=control.move_to
    )
    return [
        *front.routes(),
        *Events(world, bot, teller).routes(),
        *StoryControl(world, teller).routes(),
        *ChatControl(world).routes(),
        *control.routes(),  # last: it answers whatever else is asked
    ]
