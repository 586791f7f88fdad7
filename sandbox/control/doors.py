"""Everything that the page and a script can call, put together."""

from aiohttp import web

from sandbox.clock.idle import Bot
from sandbox.control import front
from sandbox.control.control import Control
from sandbox.control.control_chats import ChatControl
from sandbox.control.control_story import StoryControl
from sandbox.control.events import Events
from sandbox.stories.story import Storyteller
from sandbox.world import World


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
