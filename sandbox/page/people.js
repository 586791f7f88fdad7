// What the kinds of borrowers and the states of the bot are called.

export const KINDS = {
  good: "одобрят всё",
  less: "долги в других местах: одобрят меньше",
  review: "сомнительный: решает сотрудник",
  low_score: "балл бюро низкий",
  self_ban: "самозапрет на кредиты",
  two_loans: "два дорогих займа в других местах",
  row_refused: "второе бюро не берёт первую запись о займе",
  loans_apart: "два дорогих займа, каждый в своём бюро",
  just_repaid: "вчера погасил дорогой займ в другом месте",
  silent: "второе бюро молчит",
  slow: "второе бюро отвечает через 90 секунд",
  error: "второе бюро отвечает ошибкой 500",
  owner_mismatch: "карта чужая",
  owner_unknown: "чья карта, неизвестно",
  fincert: "есть в базе ФинЦЕРТ",
  listed: "попадёт в стоп-лист перед подписью",
  fincert_silent: "база ФинЦЕРТ не может ответить",
};

export const STATES = { starting: "бот запускается…", ready: "бот готов", down: "бот не работает" };
