"""Buttons that lead to and from a loan."""

from handlers.engine.callbacks import Go
from handlers.engine.screen import Button

REPAY = Button(text="Погасить займ", data=Go(to="repay").pack(), style="primary")
PAY = Button(text="Погасить займ", data=Go(to="pay").pack(), style="primary")  # under a notice
PAY_PROLONGATION = Button(text="Оплатить продление", data=Go(to="prolong").pack(), style="primary")
PROLONG = Button(text="Продлить", data=Go(to="prolong").pack())
CLOSE = Button(text="Закрыть в другой день", data=Go(to="calendar").pack())
WHY = Button(text="Почему столько?", data=Go(to="why").pack())
RETURN = Button(text="Вернуть займ: закон даёт 14 дней", data=Go(to="return").pack())
PROMISE = Button(text="Обещаю заплатить", data=Go(to="promise").pack())
HARDSHIP = Button(text="Трудно платить", data=Go(to="hardship").pack())
# The same under a notice, which stays.
PROLONG_BELOW = Button(text="Продлить", data=Go(to="prolong_below").pack())
PROMISE_BELOW = Button(text="Обещаю заплатить", data=Go(to="promise_below").pack())
HARDSHIP_BELOW = Button(text="Трудно платить", data=Go(to="hardship_below").pack())
CARDS = Button(text="Мои карты", data=Go(to="cards").pack())
AUTOPAY = Button(text="Автоплатёж", data=Go(to="autopay").pack())
NAME_SUM = Button(text="Назвать сумму из СМС", data=Go(to="hold_sum").pack(), style="primary")
MISSING = Button(text="Я оплатил, а его нет", data=Go(to="missing").pack())
TO_LOAN = Button(text="‹ К займу", data=Go(to="loan").pack())  # in place of this screen
PAUSED = "Автоплатёж приостановлен, пока есть просрочка"
TO_HOME = Button(text="‹ На главную", data=Go(to="home").pack())
MY_LOAN = Button(text="Мой займ", data=Go(to="my_loan").pack())  # under it
