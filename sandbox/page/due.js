// The day of payment, as a borrower knows it: the bot has named it in the chat.

const MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
  "сентября", "октября", "ноября", "декабря"];
const NAMED = new RegExp(`[Вв]ернуть[^.\\n]*?до (\\d{1,2}) (${MONTHS.join("|")}) (\\d{4})`, "g");

/** Days «2026-12-07» that a text names for paying back. */
export function dueDays(text) {
  return [...text.replaceAll("\u00a0", " ").matchAll(NAMED)].map(([, day, month, year]) => {
    const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
    return `${year}-${number}-${day.padStart(2, "0")}`;
  });
}

/** «7 декабря» of «2026-12-07». */
export function spoken(day) {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}
