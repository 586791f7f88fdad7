// The page: listens to the sandbox's events, and holds a phone for each borrower.

import { complain, formatter, lastTen } from "/static/api.js";
import * as calls from "/static/calls.js";
import { drawIcons } from "/static/icons.js";
import { owners } from "/static/numbers.js";
import * as panel from "/static/panel.js";
import { KINDS } from "/static/people.js";
import { Phone } from "/static/phone.js";
import * as story from "/static/story.js";

const stage = document.querySelector("#stage");
const clock = document.querySelector("#clock");
const when = formatter({
  weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

const phones = new Map();
let opened = null; // the world's time when the page was: older SMS come without a notification

function hello() {
  phones.forEach((phone) => phone.root.remove());
  phones.clear();
  owners.clear();
  calls.forget();
  panel.forget();
  opened = null;
}

function people({ borrowers, staff, staff_group: group, kinds }) {
  if (!phones.has(group)) {
    add(group, new Phone(group, {
      title: "Группа сотрудников", note: "поддержка и ручная проверка", speakers: staff,
    }));
  }
  for (const p of borrowers) {
    p.phones.forEach((number) => owners.set(lastTen(number), p.id));
    if (!phones.has(p.id)) add(p.id, new Phone(p.id, { title: p.name }), group);
    phones.get(p.id).know(p.phones, KINDS[p.kind] ?? p.kind);
  }
  panel.people(kinds, borrowers);
}

function add(chat, phone, before = null) {
  phones.set(chat, phone);
  stage.insertBefore(phone.root, phones.get(before)?.root ?? null);
  if (opened && before) phone.reveal();
}

function tick({ now }) {
  opened ??= now;
  clock.textContent = `${when(now)} МСК`;
  clock.dateTime = now;
  phones.forEach((phone) => phone.tick(now));
  panel.tick(now);
}

function sms(texts) {
  for (const text of texts) {
    const old = !opened || new Date(text.at) < new Date(opened);
    phones.get(owners.get(lastTen(text.phone)))?.sms({ ...text, old });
  }
}

const heard = {
  hello,
  people,
  bot: panel.bot,
  clock: tick,
  chat: ({ chat, messages }) => { phones.get(chat)?.take(messages); panel.read(messages); },
  screen: (screen) => phones.get(screen.chat)?.show(screen),
  sms,
  calls: calls.take,
  faults: panel.faults,
  story: (told) => story.show(told, phones),
};

function listen() {
  const events = new EventSource("/sandbox/events");
  for (const [name, act] of Object.entries(heard)) {
    events.addEventListener(name, (event) => act(JSON.parse(event.data)));
  }
  events.onopen = () => complain("");
  events.onerror = () => complain("Связь с песочницей прервалась, подключаемся снова…");
}

drawIcons(document);
panel.wire();
story.wire();
listen();
