"""What cases and their buttons are called, by kind and action."""

from domain.model.application import Reason
from domain.model.cases import Action, CaseKind
from domain.notifications import Solved

TITLES = {
    CaseKind.REVIEW: "Заявка на ручную проверку",
    CaseKind.IDENTITY: "Один человек или разные?",
    CaseKind.ROUNDS: "Бюро уже спрашивали об этом паспорте или ИНН. Спросить ещё раз?",
    CaseKind.LISTED: "⚠️ Заявитель в стоп-листе",
    CaseKind.SHARED: "Два заёмщика с одними документами",
    CaseKind.OWNER: "Чья карта?",
    CaseKind.PAYOUT: "⚠️ Выплата не проходит на нашей стороне",
    CaseKind.LOST_PAYOUT: "⚠️ Судьба выплаты неизвестна: банк её не находит",
    CaseKind.LOST_CHARGE: "⚠️ Судьба платежа неизвестна: банк его не находит",
    CaseKind.REFUND: "⚠️ Переплата не возвращается",
    CaseKind.RETURNED: "⚠️ Платёж вернули в кабинете банка, а долг у нас по нему погашен",
    CaseKind.OTHER_SUM: "⚠️ Банк выплатил не ту сумму, что в договоре",
    CaseKind.OTHER_PAYMENT: "⚠️ Банк провёл не ту сумму, о которой просили",
    CaseKind.MISSING: "Заёмщик: «я оплатил, а его нет»",
    CaseKind.WRITE_OFF: "Списать долг?",
    CaseKind.HARDSHIP: "Заявление на кредитные каникулы",
    CaseKind.PHONE: "Смена номера: старый утрачен",
    CaseKind.PHOTO_STAYS: "⚠️ Фото заёмщика осталось в группе, бот его удалить не может. "
    "Удалите сами",
    CaseKind.CHECKS: "⚠️ Мало проверок личности, договор не готовим",
    CaseKind.BUREAU: "⚠️ Бюро не отвечает",
    CaseKind.STRAY: "⚠️ По данным бюро у заявителя наш договор, а у нас за ним его нет",
    CaseKind.ROW: "⚠️ Бюро не приняло сведения",
    CaseKind.REPORT_SILENT: "⚠️ Бюро не принимает сведения",
    CaseKind.REPORT_LATE: "⚠️ Истекает срок передачи сведений в бюро",
    CaseKind.DISPUTE: "Заёмщик оспаривает кредитную историю",
    CaseKind.DISPUTE_LATE: "⚠️ Истекает срок ответа заёмщику о кредитной истории: /cases",
    CaseKind.KEEP_OVER: "Срок хранения данных по закону истёк: удалите оставшееся",
    CaseKind.DELETION: "Заёмщик просит удалить свои данные: ответьте письменно",
    CaseKind.FINCERT: "⚠️ Получатель есть в базе ФинЦЕРТ: выплата остановлена",
    CaseKind.FINCERT_SILENT: "⚠️ База ФинЦЕРТ не отвечает: деньги ждут",
    CaseKind.FRAUD_REPORT: "⚠️ Сообщение в ФинЦЕРТ не принято, а срок на исходе",
    CaseKind.FROZEN: "⚠️ Человек в стоп-листе: деньги и договоры заморожены. Ему не говорим",
    CaseKind.STOP_LISTS: "⚠️ Файл стоп-листов не читается: действуют прежние",
    CaseKind.BIOMETRICS: "⚠️ Договор не подписать: биометрия обязательна, а сервис не подключён",
    CaseKind.SHARES: "⚠️ Доля займов с высокой долговой нагрузкой близка к пределу квартала",
    CaseKind.LAW: "⚠️ Редакция закона у договоров неизвестна: считаем их по новейшей",
    CaseKind.TEXTS: "⚠️ Очень много СМС или звонков",
    CaseKind.UNREACHABLE: "Заёмщику не написать в Телеграм",
    CaseKind.WEBHOOK: "⚠️ Телеграм не принимает адрес бота: сообщения заёмщиков не приходят",
    CaseKind.UPDATE: "⚠️ Сообщение заёмщика не обработалось",
    CaseKind.JOB: "⚠️ Задание не выполняется",
    CaseKind.MESSAGE: "⚠️ Телеграм не принял сообщение",
}


ANSWERS = {
    Action.APPROVE: "Одобрить",
    Action.REJECT: "Отказать",
    Action.RETRY: "Отправить заново",
    Action.FIND: "Искать ещё раз",
    Action.GONE: "В банке его нет",
    Action.DONE: "Готово",
    Action.CORRECT: "Исправить",
    Action.CONFIRM: "Подтвердить",
    Action.WRITE_OFF: "Списать",
    Action.WAIT: "Подождать",
    Action.RECHECK: "Спросить базу снова",
    Action.REFUSE: "Отказать в выплате",
    Action.FRAUD: "Мошенничество",
    Action.UNFREEZE: "Разморозить",
    Action.SAME: "Один человек",
    Action.APART: "Разные люди",
    Action.ASK: "Проверять дальше",
    Action.MENDED: "Сумма исправлена",
    Action.CAME_BACK: "Деньги вернулись",
    Action.NO_FACE: "Лица не видно",
    Action.UNREADABLE: "Номера не читаются",
    Action.OTHER_NUMBERS: "Номера не те",
    Action.OTHER_PERSON: "Это другой человек",
    Action.MISMATCH: "Ответы не сошлись",
}


DONE = {
    Action.APPROVE: "Одобрено",
    Action.REJECT: "Отказано",
    Action.RETRY: "Отправлено заново",
    Action.FIND: "Ищем ещё раз",
    Action.GONE: "В банке его нет",
    Action.DONE: "Готово",
    Action.CORRECT: "Исправлено, отправляем в бюро",
    Action.CONFIRM: "Сведения подтверждены",
    Action.WRITE_OFF: "Долг списан",
    Action.WAIT: "Ждём ещё 90 дней",
    Action.RECHECK: "Спрашиваем снова",
    Action.REFUSE: "Отказано, договор расторгнут",
    Action.FRAUD: "Мошенничество: отказано, сообщаем в ФинЦЕРТ",
    Action.UNFREEZE: "Разморожено",
    Action.SAME: "Один человек",
    Action.APART: "Разные люди",
    Action.ASK: "Проверяем дальше",
    Action.MENDED: "Сумма исправлена, займ начался",
    Action.CAME_BACK: "Деньги вернулись, договор расторгнут",
    Action.NO_FACE: "Отказано, лица не видно",
    Action.UNREADABLE: "Отказано, номера не читаются",
    Action.OTHER_NUMBERS: "Отказано, номера не те",
    Action.OTHER_PERSON: "Отказано, это другой человек",
    Action.MISMATCH: "Отказано, ответы не сошлись",
}


SOLVED = {
    Solved.WITHDRAWN: "Заёмщик отозвал заявление.",
    Solved.NOT_ME: "Заёмщик сообщил, что заявление подал не он.",
    Solved.LAPSED: "Заявление не рассмотрели в срок, фото удалено.",
}


# Why «Одобрить» didn't pass: what the day's law or our own records say.
AGAINST = {
    Reason.AGE: "возраст",
    Reason.STOP_LIST: "заёмщик в стоп-листе",
    Reason.LOAN_OPEN: "у заёмщика открыт займ у нас",
    Reason.SELF_BAN: "стоит самозапрет",
    Reason.LOANS_AT_ONCE: "слишком много дорогих займов на рынке",
    Reason.YEAR_LIMIT: "за год выдано девять коротких займов",
    Reason.PAUSE: "идёт перерыв между дорогими займами",
    Reason.MARKET_UNKNOWN: "нет рыночных показателей квартала",
    Reason.RANGE: "такую сумму или срок больше не выдаём",
    Reason.PSK_CAP: "ПСК выше предела этого дня",
    Reason.BLOCKED: "доступ закрыт сотрудником",
    Reason.HISTORY: "долгая просрочка или списанный долг у нас",
    Reason.SHARE: "доля таких займов за квартал исчерпана",
    Reason.SCORE: "балл бюро ниже порога",
}


HINTS = {
    CaseKind.TEXTS: "Незнакомым чатам коды пока не шлём; заёмщики и те, кто поделился своим "
    "контактом, их получают. Закроется само, когда час или сутки пройдут. Сколько сейчас: /sms",
    CaseKind.RETURNED: "Сумма возвращена сверх переплаты. Решите, должен ли её заёмщик.",
    CaseKind.OTHER_SUM: "Второй раз бот ничего не отправит: уладьте с банком. Он провёл ровно "
    "сумму договора — «Сумма исправлена», займ начнётся сейчас. Все деньги снова у нас — «Деньги "
    "вернулись», договор расторгнем.",
    CaseKind.OTHER_PAYMENT: "Сверьте операцию в кабинете банка. У нас учтено то, что он провёл.",
    CaseKind.UNREACHABLE: "О деньгах и о том, что велит закон, он узнаёт из СМС, срочное скажите "
    "по телефону. Вернётся в чат — дело закроется само.",
    CaseKind.DISPUTE: "«Исправить» передаст сведения во все бюро заново, какими они стоят в учёте.",
    CaseKind.IDENTITY: "«Один человек» пустит заявку дальше от имени того, кого мы знаем. Все "
    "данные бывают и у того, кто их украл: не уверены — «Отказать».",
    CaseKind.ROW: "Следующие записи этого займа ждут. «Готово» — уладили с бюро сами.",
}


CHECKLIST = (
    "Сверьте с фото: лицо видно целиком, без маски и очков; человек один; оба номера написаны от "
    "руки и совпадают с этими; возраст и пол похожи; фото не обработано. Не сошлись ответы о "
    "паспорте — позвоните заёмщику или откажите."
)
