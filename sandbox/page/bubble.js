// One message as Telegram shows it: a bubble with its text and file, and the keyboard under it.

import { clockTime, el } from "/static/api.js";
import { icon } from "/static/icons.js";

const COLOURS = 7; // of names and avatars in a group
const SAID = { forwarded: "Переслано от:", via: "Через бота:", as: "От имени:" };
const SERVICE = { joined: "Теперь в группе:", left: "Больше не в группе:" };
const WORDS = { sticker: "Стикер", voice: "Голосовое сообщение" };

/** The list item of `message`; `known` are the messages that it may quote. */
export function draw(phone, message, known) {
  const mine = message.from.id === phone.from;
  const bubble = el("div", { className: "bubble" });
  if (phone.speakers && !mine) bubble.append(name(message.from));
  const [how, whom] = Object.entries(message.told ?? {})[0] ?? [];
  if (how in SAID) bubble.append(el("small", { className: "told" }, `${SAID[how]} ${whom}`));
  if (message.thread_id) bubble.append(topic(phone, message.thread_id));
  if (message.reply_to) {
    bubble.append(el("div", { className: "quote" }, known.get(message.reply_to)?.text || "сообщение"));
  }
  if (message.file) bubble.append(file(phone, message));
  if (message.contact) bubble.append(contact(message.contact));
  bubble.append(words(phone, message, mine));
  if (message.reactions?.length) {
    bubble.append(el("div", { className: "reactions" }, message.reactions.join(" ")));
  }
  const group = el("div", { className: "group" }, bubble);
  const rows = (message.keyboard ?? []).map((row) => el("div", { className: "row" },
    ...row.map((button) => phone.button(button, message.message_id))));
  if (rows.length) group.append(el("div", { className: "inline-keyboard" }, ...rows));
  if (rows.length) group.classList.add("with-keyboard");
  if (mine && message.text && !message.file) group.prepend(edit(phone, message));
  const item = el("li", { className: mine ? "mine" : "theirs" }, group);
  item.classList.toggle("sticker", message.kind === "sticker");
  item.dataset.id = message.message_id;
  return item;
}

function name({ id, name: said, is_bot: bot }) {
  const node = el("b", { className: "name" }, said);
  node.dataset.colour = bot ? 0 : id % COLOURS;
  return node;
}

function topic(phone, thread) {
  const button = el("button", {
    type: "button", className: "topic", title: "Писать в эту тему",
    onclick: () => phone.composer.mode({ thread }),
  }, phone.topicName(thread));
  button.dataset.thread = thread;
  return button;
}

function edit(phone, message) {
  const button = el("button", {
    type: "button", className: "round edit", ariaLabel: "Изменить сообщение", title: "Изменить",
    onclick: () => phone.composer.mode({ editing: message }),
  });
  button.append(icon("pencil"));
  return button;
}

function file(phone, message) {
  const { kind, file: { name: title, url, bytes } } = message;
  const open = el("button", { type: "button", className: `file ${kind}` });
  if (kind === "photo") {
    open.append(el("img", { src: url, alt: title }));
  } else {
    const sort = /\.(\w{1,5})$/.exec(title)?.[1].toUpperCase();
    open.append(el("span", { className: "disc" }),
      el("span", {}, el("b", {}, WORDS[kind] ?? title),
        el("small", {}, [sort, size(bytes)].filter(Boolean).join(" · "))));
    open.firstChild.append(icon(kind in WORDS ? kind : "document"));
  }
  open.onclick = () => phone.view(message);
  return open;
}

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} Б` : `${Math.round(bytes / 1024)} КБ`;
}

function contact({ first_name: first, last_name: last, phone_number: phone }) {
  const disc = el("span", { className: "disc" });
  disc.append(icon("person"));
  return el("div", { className: "file contact" }, disc,
    el("span", {}, el("b", {}, [first, last].filter(Boolean).join(" ")),
      el("small", {}, `+${phone.replace(/^\+/, "")}`)));
}

/** The text with its time at the end (Telegram doesn't mark a bot's edits); taps on code, spoilers and folded quotes do what they do. */
function words(phone, message, mine) {
  const text = el("div", { className: "text" });
  // made of escaped text by the sandbox itself: sandbox/telegram/content/page_html.py
  text.innerHTML = message.html;
  if (!message.html && message.kind === "service") text.append(el("i", {}, service(message)));
  text.querySelectorAll("a").forEach((link) => {
    link.onclick = (event) => { event.preventDefault(); phone.open(link.href); };
  });
  text.querySelectorAll("code, pre").forEach((code) => pressable(code, "Скопировать", () => copy(phone, code)));
  text.querySelectorAll(".tg-spoiler").forEach((hidden) => {
    pressable(hidden, "Показать скрытое", () => hidden.classList.add("shown"));
  });
  text.querySelectorAll("blockquote.expandable").forEach((quote) => {
    const fold = () => quote.setAttribute("aria-expanded", String(quote.classList.toggle("unfolded")));
    pressable(quote, "", fold);
    quote.setAttribute("aria-expanded", "false");
  });
  text.querySelectorAll(".command").forEach((command) => {
    pressable(command, "Отправить", () => phone.call("send", { text: command.textContent }));
  });
  const time = el("span", { className: "time" }, !message.from.is_bot && message.edited ? "изменено " : "", clockTime(message.date));
  if (mine) time.append(icon("ticks"));
  text.append(time);
  return text;
}

function service({ told }) {
  const [how, whom] = Object.entries(told ?? {})[0] ?? [];
  return how in SERVICE ? `${SERVICE[how]} ${whom}` : "служебное сообщение";
}

/** Make something that isn't a button do as one, by pointer and by keyboard. */
function pressable(node, title, act) {
  Object.assign(node, { tabIndex: 0, title, onclick: act });
  node.setAttribute("role", "button");
  node.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}

async function copy(phone, code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    phone.say("Скопировано");
  } catch {
    phone.say("Браузер не дал скопировать");
  }
}
