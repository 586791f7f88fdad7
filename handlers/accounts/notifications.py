"""Notices of the account, in words."""

from domain import notifications
from handlers.accounts import (
    devices_screens as devices,
)
from handlers.accounts import (
    entering_screens as entering,
)
from handlers.accounts import (
    new_secret_screens as new_secret,
)
from handlers.accounts import (
    proving_screens as proving,
)
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Screen, buttons
from handlers.signing import (
    screens as signing,
)


@screen_of.register
def _(notice: notifications.Entered) -> Screen:
    return entering.entered(
        recovered=notice.recovered, held_until=notice.held_until, every=notice.every
    )


@screen_of.register
def _(notice: notifications.EntryDenied) -> Screen:
    return entering.denied(notice.wait, locked=notice.locked)


@screen_of.register
def _(notice: notifications.EntryBlocked) -> Screen:
    return entering.blocked()


@screen_of.register
def _(notice: notifications.EntryElsewhere) -> Screen:
    return entering.elsewhere()


@screen_of.register
def _(notice: notifications.Proven) -> Screen:
    return proving.proven(notice.wish)


@screen_of.register
def _(notice: notifications.ProofDenied) -> Screen:
    is_pin = notice.secret is notifications.Secret.PIN
    return proving.denied(is_pin=is_pin, wait=notice.wait, locked=notice.locked)


@screen_of.register
def _(notice: notifications.OldPasswordRight) -> Screen:
    return new_secret.ask_new()


@screen_of.register
def _(notice: notifications.PinAllowed) -> Screen:
    return new_secret.ask_pin()


@screen_of.register
def _(notice: notifications.SecretSaved) -> Screen:
    return new_secret.saved(is_pin=notice.secret is notifications.Secret.PIN, others=notice.others)


@screen_of.register
def _(notice: notifications.SecretSame) -> Screen:
    return Screen(text="Это прежний пароль. Придумайте, пожалуйста, другой.")


@screen_of.register
def _(notice: notifications.SignedOut) -> Screen:
    return devices.signed_out(notice.why)


@screen_of.register
def _(notice: notifications.NewEntry) -> Screen:
    return devices.new_entry(entering.new_entry(notice.name, notice.at), notice.chat)


@screen_of.register
def _(notice: notifications.PayoutHeld) -> Screen:
    return signing.held(notice.until)


@screen_of.register
def _(notice: notifications.PhoneTaken) -> Screen:
    return Screen(
        text="Ваш номер телефона подтвердил другой человек: номера переходят новым владельцам. "
        "Войти с ним больше нельзя, коды на него не отправим. Назовите, пожалуйста, новый.",
        rows=buttons(entering.CHANGE_PHONE),
    )
