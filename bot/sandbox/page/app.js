// The page: listens to the sandbox's events, and holds a phone for each borrower.

import { complain, post } from "/static/api.js";
import * as calls from "/static/calls.js";
import { Phone } from "/static/phone.js";

const stage = document.querySelector("#stage");
const newcomer = document.querySelector("#newcomer");
const bot = document.querySelector("#bot");
const clock = document.querySelector("#clock");
const when = new Intl.DateTimeFormat("ru", {
  weekday: "short", day: "numeric", month: "long", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Europe/Moscow",
});
const KINDS = {
  good: "хороший: одобрят всё",
  less: "долги в других местах: одобрят меньше",
  review: "сомнительный: решает сотрудник",
  self_ban: "самозапрет на кредиты",
  two_loans: "два дорогих займа в других местах",
  silent: "второе бюро молчит",
  slow: "второе бюро отвечает через 90 секунд",
  error: "второе бюро отвечает ошибкой 500",
  owner_mismatch: "карта чужая",
  owner_unknown: "чья карта, неизвестно",
};
const STATES = { starting: "бот запускается…", ready: "бот готов", down: "бот не работает" };

const phones = new Map();
const numbers = new Map();

function digits(phone) {
  return phone.replace(/\D/g, "").slice(-10);
}

function hello() {
  phones.forEach((phone) => phone.root.remove());
  phones.clear();
  numbers.clear();
  calls.forget();
}

function people({ borrowers, staff, staff_group: group, kinds }) {
  if (!phones.has(group)) {
    add(group, new Phone(group, {
      title: "Группа сотрудников", note: `${staff.length} человека и бот`, speakers: staff,
    }));
  }
  for (const p of borrowers) {
    if (phones.has(p.id)) continue;
    const kind = KINDS[p.kind] ?? p.kind;
    add(p.id, new Phone(p.id, { title: p.name, note: `${p.phone} · ${kind}` }), group);
    numbers.set(digits(p.phone), p.id);
  }
  const select = newcomer.elements.kind;
  if (!select.options.length) {
    select.append(...Object.keys(kinds).map((k) => new Option(KINDS[k] ?? kinds[k], k)));
  }
}

function add(chat, phone, before = null) {
  phones.set(chat, phone);
  stage.insertBefore(phone.root, phones.get(before)?.root ?? newcomer);
}

const heard = {
  hello,
  people,
  bot: (state) => {
    bot.className = `pill ${state.state}`;
    bot.textContent = STATES[state.state] + (state.stopped ? " (остановлен)" : "");
    bot.title = [state.pid && `pid ${state.pid}`, state.note].filter(Boolean).join(", ");
  },
  clock: ({ now }) => { clock.textContent = `${when.format(new Date(now))} МСК`; },
  chat: ({ chat, messages }) => phones.get(chat)?.take(messages),
  screen: (screen) => phones.get(screen.chat)?.show(screen),
  sms: (texts) => texts.forEach((t) => phones.get(numbers.get(digits(t.phone)))?.sms(t)),
  calls: calls.take,
};

function listen() {
  const events = new EventSource("/sandbox/events");
  for (const [name, act] of Object.entries(heard)) {
    events.addEventListener(name, (event) => act(JSON.parse(event.data)));
  }
  events.onopen = () => { hello(); complain(""); };
  events.onerror = () => complain("Связь с песочницей прервалась, подключаемся снова…");
}

/** Keep a button from being pressed again while its order is carried out. */
async function during(buttons, work) {
  buttons.forEach((b) => { b.disabled = true; });
  await work();
  buttons.forEach((b) => { b.disabled = false; });
}

const movers = [...document.querySelectorAll("[data-advance], #to button")];
document.querySelectorAll("[data-advance]").forEach((button) => {
  button.onclick = () =>
    during(movers, () => post("/sandbox/clock", { advance: button.dataset.advance }));
});
document.querySelector("#to").onsubmit = (event) => {
  event.preventDefault();
  const to = event.target.elements.to.value;
  during(movers, () => post("/sandbox/clock", { to }));
};
document.querySelectorAll("[data-bot]").forEach((button) => {
  button.onclick = () => during([button], () => post("/sandbox/bot", { do: button.dataset.bot }));
});
document.querySelector("#reset").onclick = (event) => {
  if (window.confirm("Стереть этот мир и базу бота и начать заново?")) {
    during([event.target], () => post("/sandbox/reset"));
  }
};
newcomer.onsubmit = async (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(newcomer));
  const made = await post("/sandbox/people", fields);
  if (!made) return;
  const next = String(Number(digits(fields.phone)) + 1);
  newcomer.elements.phone.value = `+7${next}`;
};

listen();
