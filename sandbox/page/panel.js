// The desk beside the phones: clock, people, bot, faults, the world, the theme.

import { during, el, lastTen, post } from "/static/api.js";
import { dueDays, spoken } from "/static/due.js";
import { icon } from "/static/icons.js";
import { KINDS, STATES } from "/static/people.js";

const $ = (selector) => document.querySelector(selector);
const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const METHODS = {
  telegram: ["sendMessage", "editMessageText", "deleteMessage", "sendDocument", "answerCallbackQuery", "getUpdates"],
  bank: ["payment_methods.create", "hold", "charge", "payment_page", "payments.get", "cancel", "refund", "refunds.get", "payout", "payouts.get"],
  sms: ["send", "status"],
  bureau: ["one", "two", "three", "four", "owner", "fincert", "fincert_report", "biometrics", "biometrics_outcome", "fiscal"],
};
let now = "";
let due = null;

const movers = () => [...document.querySelectorAll("[data-advance], #tomorrow, #due, #to button, #days button")];

async function move(order) {
  await during(movers(), () => post("/sandbox/clock", order));
  offer(due); // the day may have been passed meanwhile
}

export function wire() {
  document.querySelectorAll("[data-advance]").forEach((button) => {
    button.onclick = () => move({ advance: button.dataset.advance });
  });
  $("#tomorrow").onclick = () => move({ to: `${dayAfter(now)}T10:00` });
  $("#due").onclick = () => move({ to: `${due}T10:00` });
  onSubmit("#days", ({ days }) => move({ advance: `${days}d` }));
  onSubmit("#to", ({ to }) => move({ to }));
  document.querySelectorAll("[data-bot]").forEach((button) => {
    button.onclick = () => during([button], () => post("/sandbox/bot", { do: button.dataset.bot }));
  });
  $("#reset").onclick = (event) => {
    if (window.confirm("Стереть этот мир и базу бота и начать заново?")) {
      during([event.currentTarget], () => post("/sandbox/reset"));
    }
  };
  onSubmit("#newcomer", async (fields) => {
    if (!await post("/sandbox/people", fields)) return;
    $("#newcomer").elements.phone.value = `+7${Number(lastTen(fields.phone)) + 1}`;
  });
  const of = $("#faults").elements.of;
  of.onchange = methods;
  methods();
  onSubmit("#faults", (fields) => post("/sandbox/faults",
    { ...fields, times: Number(fields.times), method: fields.method || null }));
  $("#theme").onclick = () => theme(isDark() ? "light" : "dark");
  dark.onchange = () => theme();
  theme();
}

function onSubmit(selector, act) {
  $(selector).onsubmit = (event) => {
    event.preventDefault();
    act(Object.fromEntries(new FormData(event.target)));
  };
}

function dayAfter(moment) {
  const noon = new Date(`${moment.slice(0, 10)}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + 1);
  return noon.toISOString().slice(0, 10);
}

function methods() {
  const names = METHODS[$("#faults").elements.of.value];
  $("#faults").elements.method.replaceChildren(new Option("любой", ""),
    ...names.map((name) => new Option(name)));
}

const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function theme(chosen = null) {
  if (chosen) {
    root.dataset.theme = chosen;
    try { localStorage.setItem("theme", chosen); } catch { /* it will be asked again */ }
  }
  $("#theme").replaceChildren(icon(isDark() ? "sun" : "moon"));
  $("#theme").ariaLabel = isDark() ? "Светлая тема" : "Тёмная тема";
}

export function people(kinds, borrowers) {
  const { kind, phone } = $("#newcomer").elements;
  if (!kind.options.length) {
    kind.append(...Object.keys(kinds).map((name) => new Option(KINDS[name] ?? kinds[name], name)));
  }
  const taken = borrowers.flatMap((p) => p.phones.map(lastTen));
  while (taken.includes(lastTen(phone.value))) phone.value = `+7${Number(lastTen(phone.value)) + 1}`;
}

export function tick(moment) {
  now = moment;
  $("#to").elements.to.min = moment.slice(0, 16);
  if (due && due <= now.slice(0, 10)) offer(null);
}

/** The bot's messages may name a day of payment: the newest named one counts. */
export function read(messages) {
  for (const message of messages) {
    if (!message.from.is_bot || message.deleted) continue;
    const later = dueDays(message.text).filter((day) => day > now.slice(0, 10));
    if (later.length) offer(later.at(-1));
  }
}

/** A new world: nobody has named a day yet. */
export function forget() {
  offer(null);
}

function offer(day) {
  due = day;
  $("#due").disabled = !day;
  $("#due").textContent = day ? `день платежа, ${spoken(day)}` : "день платежа";
  $("#due-hint").textContent = day
    ? "День платежа взят из последнего сообщения бота, где он назван."
    : "День платежа берётся из чата: впереди его никто не назвал.";
}

export function bot(state) {
  $("#bot").className = `pill ${state.state}`;
  $("#bot").textContent = STATES[state.state] + (state.stopped ? " (остановлен)" : "");
  $("#bot-note").textContent = [
    state.pid && `Процесс ${state.pid}, запусков: ${state.starts}.`, state.note,
  ].filter(Boolean).join(" ");
  document.querySelectorAll("[data-bot]").forEach((button) => {
    button.disabled = (button.dataset.bot === "start") !== state.stopped;
  });
}

/** Faults that are ordered and not yet suffered, each with a button that takes it back. */
export function faults(waiting) {
  $("#fault-count").textContent = waiting.length;
  $("#fault-count").hidden = !waiting.length;
  $("#ordered").replaceChildren(...waiting.map(({ of, method, times, kind, until }) => el("li", {},
    el("span", {}, `${of}, ${method ?? "любой вызов"}: ${kind} ${until ? "до времени" : `× ${times}`}`),
    el("button", {
      type: "button",
      onclick: () => post("/sandbox/faults", { of, method, fault: "none" }),
    }, "отменить"))));
}
