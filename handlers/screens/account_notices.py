"""Notices of the account, in words."""

from domain import notices
from handlers.screens import devices, entering, new_secret, proving, signing
from handlers.screens.dispatch import screen_of
from handlers.screens.screen import Screen, buttons


@screen_of.register
def _(notice: notices.Entered) -> Screen:
    return entering.entered(recovered=notice.recovered, held_until=notice.held_until)


@screen_of.register
def _(notice: notices.EntryDenied) -> Screen:
    return entering.denied(notice.wait, locked=notice.locked)


@screen_of.register
def _(notice: notices.EntryBlocked) -> Screen:
    return entering.blocked()


@screen_of.register
def _(notice: notices.EntryElsewhere) -> Screen:
    return entering.elsewhere()


@screen_of.register
def _(notice: notices.Proven) -> Screen:
    return proving.proven(notice.wish)


@screen_of.register
def _(notice: notices.ProofDenied) -> Screen:
    is_pin = notice.secret is notices.Secret.PIN
    return proving.denied(is_pin=is_pin, wait=notice.wait, locked=notice.locked)


@screen_of.register
def _(notice: notices.OldPasswordRight) -> Screen:
    return new_secret.ask_new()


@screen_of.register
def _(notice: notices.PinAllowed) -> Screen:
    return new_secret.ask_pin()


@screen_of.register
def _(notice: notices.SecretSaved) -> Screen:
    return new_secret.saved(is_pin=notice.secret is notices.Secret.PIN, others=notice.others)


@screen_of.register
def _(notice: notices.SecretSame) -> Screen:
    return Screen(text="Это прежний пароль. Придумайте, пожалуйста, другой.")


@screen_of.register
def _(notice: notices.SignedOut) -> Screen:
    return devices.signed_out(notice.why)


@screen_of.register
def _(notice: notices.NewEntry) -> Screen:
    return devices.new_entry(entering.new_entry(notice.name, notice.at), notice.chat)


@screen_of.register
def _(notice: notices.PayoutHeld) -> Screen:
    return signing.held(notice.until)


@screen_of.register
def _(notice: notices.PhoneTaken) -> Screen:
    return Screen(
        text="Ваш номер телефона подтвердил другой человек: номера переходят новым владельцам. "
        "Войти с ним больше нельзя, коды на него не отправим. Назовите, пожалуйста, новый.",
        rows=buttons(entering.CHANGE_PHONE),
    )
