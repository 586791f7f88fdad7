// One phone: a chat with the bot (or the staff group), and the SMS screen beside it.

import { el, post } from "/static/api.js";

const time = new Intl.DateTimeFormat("ru", {
  day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Moscow",
});
const shown = (date) => time.format(new Date(typeof date === "number" ? date * 1000 : date));

export class Phone {
  constructor(chat, { title, note, speakers = null }) {
    this.chat = chat;
    this.speakers = speakers;
    this.messages = new Map();
    this.nodes = new Map();
    this.thread = null;
    this.editing = null;
    this.screen = { commands: [], topics: [], keyboard: null, blocked: false, typing: false };
    this.root = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.chat = chat;
    this.part(".who strong").textContent = title;
    this.note = note;
    this.form = this.part(".composer");
    this.text = this.form.elements.text;
    this.wire();
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  get from() {
    return this.speakers ? Number(this.form.elements.from.value) : this.chat;
  }

  call(what, body) {
    return post(`/sandbox/chats/${this.chat}/${what}`, { from: this.from, ...body });
  }

  wire() {
    const who = this.form.elements.from;
    if (this.speakers) {
      who.replaceChildren(...this.speakers.map((p) => new Option(p.name, p.id)));
      who.hidden = false;
      who.onchange = () => this.messages.forEach((m) => this.draw(m));
      this.part(".sms").remove();
      this.root.classList.add("group");
    }
    this.form.onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.text.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
      if (event.key === "Escape") this.mode(null, null);
    };
    this.text.oninput = () => this.fit();
    for (const kind of ["photo", "document"]) {
      const input = this.form.elements[kind];
      input.onchange = () => this.upload(kind, input);
      input.parentElement.onkeydown = (e) => { if (e.key === "Enter") input.click(); };
    }
    this.part("[data-do=contact]").onclick = () => this.call("send", { contact: true });
    this.part("[data-do=sticker]").onclick = () => this.call("send", { sticker: true });
    this.part("[data-do=commands]").onclick = () => this.showCommands();
    this.part(".mode button").onclick = () => this.mode(null, null);
    const block = this.part(".block");
    block.hidden = Boolean(this.speakers);
    block.onclick = () => this.call("block", { blocked: !this.screen.blocked });
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 140)}px`;
  }

  async send() {
    const text = this.text.value;
    if (!text.trim()) return;
    const body = this.editing ? { edit: this.editing, text } : { text, thread_id: this.thread };
    if (await this.call("send", body)) {
      this.text.value = "";
      this.fit();
      this.mode(null, this.thread);
    }
  }

  async upload(kind, input) {
    const form = new FormData();
    form.append("from", this.from);
    if (this.text.value.trim()) form.append("caption", this.text.value);
    if (this.thread) form.append("thread_id", this.thread);
    form.append(kind, input.files[0]);
    input.value = "";
    if (await post(`/sandbox/chats/${this.chat}/send`, form)) this.text.value = "";
  }

  /** What the composer does: edit a message, write into a topic, or (null, null) neither. */
  mode(editing, thread) {
    if (this.editing && !editing) this.text.value = "";
    this.editing = editing;
    this.thread = thread;
    this.part(".mode").hidden = !editing && !thread;
    this.part(".mode span").textContent = editing ? "правка сообщения" : this.topicName(thread);
    this.text.focus();
  }

  /** Everything of the chat that is not a message. */
  show(screen) {
    this.screen = screen;
    this.part("[data-do=commands]").hidden = !screen.commands.length;
    this.part(".who small").textContent = screen.typing ? "бот печатает…" : this.note;
    this.part(".block").textContent = screen.blocked ? "разблокировать бота" : "заблокировать бота";
    const rows = (screen.keyboard?.rows ?? []).map((row) =>
      el("div", { className: "row" }, ...row.map((b) => this.button(b))));
    this.keepingEnd(() => this.part(".keyboard").replaceChildren(...rows));
    this.text.placeholder = screen.keyboard?.placeholder ?? "Сообщение";
    this.nodes.forEach((node) => node.querySelectorAll(".topic").forEach((topic) => {
      topic.textContent = this.topicName(Number(topic.dataset.thread));
    }));
  }

  topicName(thread) {
    return `# ${this.screen.topics.find((t) => t.thread_id === thread)?.name ?? thread}`;
  }

  showCommands() {
    const menu = this.part(".menu");
    if (menu) return menu.remove();
    this.form.prepend(el("div", { className: "menu" }, ...this.screen.commands.map((c) =>
      el("button", {
        type: "button",
        onclick: () => { this.part(".menu").remove(); this.call("send", { text: `/${c.command}` }); },
      }, el("b", {}, `/${c.command}`), ` ${c.description}`))));
  }

  /** Take changed messages of the feed. */
  take(messages) {
    this.keepingEnd(() => messages.forEach((message) => {
      this.messages.set(message.message_id, message);
      this.draw(message);
    }));
  }

  /** Who was reading the end of the chat still sees its end after `change`. */
  keepingEnd(change) {
    const list = this.part(".messages");
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    change();
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  draw(message) {
    const old = this.nodes.get(message.message_id);
    if (message.deleted) {
      old?.remove();
      this.nodes.delete(message.message_id);
      return;
    }
    const mine = message.from.id === this.from;
    const reactions = (message.reactions ?? []).join(" ");
    const bubble = el("div", { className: "bubble" });
    if (this.speakers) bubble.append(el("b", { className: "name" }, message.from.name));
    if (message.thread_id) bubble.append(this.topic(message.thread_id));
    if (message.reply_to) bubble.append(el("div", { className: "quote" },
      this.messages.get(message.reply_to)?.text || "сообщение"));
    if (message.file) bubble.append(file(message));
    if (message.contact) bubble.append(el("div", { className: "file" },
      `Контакт: ${message.contact.first_name} ${message.contact.phone_number}`));
    const text = el("div", { className: "text" });
    text.innerHTML = message.html || (message.kind === "service" ? "<i>служебное сообщение</i>" : "");
    text.querySelectorAll("a").forEach((a) => Object.assign(a, { target: "_blank", rel: "noopener" }));
    bubble.append(text, reactions, this.foot(message, mine));
    const item = el("li", { className: mine ? "mine" : "theirs" }, bubble);
    item.dataset.id = message.message_id;
    const rows = (message.keyboard ?? []).map((row) => el("div", { className: "row" },
      ...row.map((b) => this.button(b, message.message_id))));
    if (rows.length) item.append(el("div", { className: "inline-keyboard" }, ...rows));
    if (old) old.replaceWith(item);
    else this.place(item, message.message_id);
    this.nodes.set(message.message_id, item);
  }

  /** Changes come in the order of change; on the screen messages stand in the order of sending. */
  place(item, id) {
    const list = this.part(".messages");
    let after = list.lastElementChild;
    while (after && Number(after.dataset.id) > id) after = after.previousElementSibling;
    if (after) after.after(item);
    else list.prepend(item);
  }

  topic(thread) {
    const button = el("button", {
      type: "button", className: "topic", onclick: () => this.mode(null, thread),
    }, this.topicName(thread));
    button.dataset.thread = thread;
    return button;
  }

  foot(message, mine) {
    const foot = el("small", {}, message.edited ? "изменено " : "", shown(message.date));
    if (mine && message.text && !message.file) {
      foot.prepend(el("button", {
        type: "button", className: "edit", title: "Изменить",
        onclick: () => { this.text.value = message.text; this.mode(message.message_id, null); },
      }, "✎"));
    }
    return foot;
  }

  button({ text: title, url, style, disabled }, messageId = undefined) {
    const button = el("button", { type: "button", disabled: Boolean(disabled) }, title);
    if (url) button.append(el("span", { className: "out" }, " ↗"));
    if (style) button.classList.add(style);
    button.onclick = async () => {
      button.classList.add("waiting");
      const tap = await this.call("tap", { button: title, message_id: messageId });
      button.classList.remove("waiting");
      if (tap?.url) window.open(tap.url, "_blank");
      if (tap?.answer) this.say(tap.answer, tap.alert);
    };
    return button;
  }

  say(text, alert) {
    if (alert) {
      const dialog = document.querySelector("#alert");
      dialog.querySelector("p").textContent = text;
      dialog.showModal();
      return;
    }
    const toast = this.part(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { toast.hidden = true; }, 4000);
  }

  sms(message) {
    this.part(".sms ol").append(el("li", {},
      el("b", {}, message.from), el("p", {}, message.text), el("small", {}, shown(message.at))));
    this.part(".sms").scrollTop = this.part(".sms").scrollHeight;
  }
}

function file({ kind, file: { name, url } }) {
  const link = el("a", { href: url, target: "_blank", rel: "noopener", className: "file" });
  if (kind === "photo") link.append(el("img", { src: url, alt: name }));
  else link.append({ sticker: "Стикер", voice: "Голосовое" }[kind] ?? name);
  return link;
}
