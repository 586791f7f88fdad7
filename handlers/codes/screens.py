"""What all one-time codes have in common."""

from domain.model.codes import Check
from domain.usecases.codes.codes import CodeSent
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import masked_phone, seconds, tries

RESEND = Button(text="Отправить код ещё раз", data=Go(to="resend").pack())
CALL = Button(text="СМС не пришла — позвоните", data=Go(to="call").pack())
NOTE = (
    "Код действует 5 минут, это {number}-й из {most} за час; новый можно запросить через минуту.\n"
    "Вводите код только здесь. По телефону его никто из нас не спросит."
)

LATE = (
    "Не приходит? СМС задерживаются, пока вы говорите по телефону, и если отключены массовые "
    "рассылки. Тогда попросите звонок."
)


def already(sent: CodeSent) -> str | None:
    """The number was named once more, and its code is still right."""
    if sent.wait is None:
        return None
    return (
        f"Код на {masked_phone(sent.phone)} уже отправили, и он ещё действует. "
        f"<b>Введите шесть цифр.</b>\nНовый можно запросить через {seconds(sent.wait)}."
    )


def note(sent: CodeSent) -> str:
    """Which of how many codes this is; from the second on, why an SMS may not come."""
    told = NOTE.format(number=sent.number, most=sent.most)
    if sent.number > 1 and not sent.by_call:
        return f"{told}\n{LATE}"
    return told


def again(sent: CodeSent) -> tuple[Button, ...]:
    """Another code, and the other channel when SMS does not come."""
    return (RESEND,) if sent.by_call else (RESEND, CALL)


def not_right(verdict: Check, left: int, *besides: Button) -> Screen:
    """A wrong try, or a code that is of no more use. `besides`: the other ways on that stood under
    the code."""
    text = "Этот код больше не действует. Запросите новый."
    if verdict is Check.WRONG and left:
        text = f"Код не подошёл. Осталось: {tries(left)}."
    return Screen(text=text, rows=buttons(RESEND, CALL, *besides))
