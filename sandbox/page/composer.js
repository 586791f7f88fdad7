// Where a person writes: the field, the bot's keyboard and commands, files, edits, what was said.

import { el, post } from "/static/api.js";
import { twoOf, written } from "/static/numbers.js";
import { asPhoto } from "/static/photos.js";
import { trainingPhoto } from "/static/training.js";

const MOST_LINES = 130; // pixels
const ALBUM = 10; // photos in one, at most
const VOICE = new Blob(["OggS sandbox"], { type: "audio/ogg" });

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.form = phone.part(".composer");
    this.text = this.form.elements.text;
    this.said = []; // by this person, oldest first
    this.back = 0; // how far ↑ has gone
    this.editing = null;
    this.thread = null;
    this.shownKeyboard = null;
    const who = this.form.elements.from;
    if (phone.speakers) {
      who.replaceChildren(...phone.speakers.map((p) => new Option(p.name, p.id)));
      who.hidden = false;
      who.onchange = () => { phone.messages.redraw(); this.show(phone.screen); };
    }
    this.form.onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.text.onkeydown = (event) => this.key(event);
    this.text.oninput = () => { this.back = 0; this.fit(); this.commands(); };
    phone.part(".mode button").onclick = () => this.mode({});
    phone.part("[data-do=commands]").onclick = () => this.toggle(".menu", "commands", () => this.fill(""));
    phone.part("[data-do=attach]").onclick = () => this.toggle(".attach", "attach");
    phone.part("[data-do=keyboard]").onclick = () => this.folded(!this.root.classList.contains("folded"));
    phone.part(".instead").onclick = () => this.instead();
    this.form.querySelectorAll("[data-attach]").forEach((button) => {
      button.onclick = () => this.attach(button.dataset.attach);
    });
    phone.part("[data-attach=training]").hidden = Boolean(phone.speakers);
    for (const kind of ["photo", "document"]) {
      const input = this.form.elements[kind];
      input.onchange = () => { this.upload(kind, [...input.files]); input.value = ""; };
    }
  }

  get root() { return this.phone.root; }

  get speaker() { return Number(this.form.elements.from.value); }

  focus() { this.text.focus({ preventScroll: true }); }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, MOST_LINES)}px`;
    this.root.classList.toggle("writing", Boolean(this.text.value.trim()));
  }

  set(value) {
    this.text.value = value;
    this.fit();
  }

  key(event) {
    const up = event.key === "ArrowUp", down = event.key === "ArrowDown";
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.close();
      this.mode({});
    } else if ((up || down) && (!this.text.value || this.back)) {
      event.preventDefault();
      this.back = Math.max(0, Math.min(this.said.length, this.back + (up ? 1 : -1)));
      this.set(this.back ? this.said.at(-this.back) : "");
    }
  }

  async send() {
    const text = this.text.value;
    if (!text.trim()) return;
    const body = this.editing ? { edit: this.editing, text } : { text, thread_id: this.thread };
    this.close();
    if (!await this.phone.call("send", body)) return;
    if (this.said.at(-1) !== text) this.said.push(text);
    this.back = 0;
    this.set("");
    this.mode({ thread: this.thread });
    this.phone.messages.toEnd();
  }

  /** What is written now: an edit of `editing` (a message), into a topic `thread`, or neither. */
  mode({ editing = null, thread = null }) {
    if (this.editing && !editing) this.set("");
    this.editing = editing?.message_id ?? null;
    this.thread = thread;
    this.phone.part(".mode").hidden = !editing && !thread;
    this.phone.part(".mode span").textContent = editing
      ? "Изменение сообщения" : `Тема: ${this.phone.topicName(thread)}`;
    if (editing) this.set(editing.text);
    if (editing || thread) this.focus();
  }

  toggle(selector, name, before = () => {}) {
    const box = this.phone.part(selector), opens = box.hidden;
    this.close();
    before();
    box.hidden = !opens;
    this.phone.part(`[data-do=${name}]`).setAttribute("aria-expanded", String(opens));
    if (opens) box.querySelector("button")?.focus();
    else this.focus();
    box.onkeydown = (event) => {
      if (event.key === "Escape") { this.close(); this.focus(); }
    };
  }

  close() {
    for (const [selector, name] of [[".menu", "commands"], [".attach", "attach"]]) {
      this.phone.part(selector).hidden = true;
      this.phone.part(`[data-do=${name}]`).setAttribute("aria-expanded", "false");
    }
  }

  /** The commands that begin with `prefix`, as a list to choose from. */
  fill(prefix) {
    const found = this.phone.commands.filter((c) => `/${c.command}`.startsWith(prefix));
    this.phone.part(".menu").replaceChildren(...found.map((c) => el("button", {
      type: "button",
      onclick: () => { this.close(); this.set(""); this.phone.call("send", { text: `/${c.command}` }); this.focus(); },
    }, el("b", {}, `/${c.command}`), el("span", {}, c.description))));
    return found.length;
  }

  /** While a command is being typed, those that it may become are shown. */
  commands() {
    const typed = this.text.value;
    this.phone.part(".menu").hidden = !/^\/\w*$/.test(typed) || !this.fill(typed);
  }

  attach(kind) {
    this.close();
    if (kind === "contact") this.phone.call("send", { contact: true });
    else if (kind === "sticker") this.phone.call("send", { sticker: true });
    else if (kind === "training") this.train();
    else if (kind === "voice") this.upload("voice", [new File([VOICE], "voice.ogg")]);
    else this.form.elements[kind].click();
  }

  /** A drawn face with a sheet of two numbers: those that are written now, or the person's own. */
  async train() {
    const typed = written(this.text.value);
    if (typed.length) this.set("");
    await this.upload("photo", [await trainingPhoto(this.phone.chat, twoOf(typed, this.phone.numbers))]);
  }

  /** Several photos are an album, or as many as they need; what is written is the caption. */
  async upload(kind, files) {
    const ready = kind === "photo" ? await Promise.all(files.map(asPhoto)) : files;
    for (let at = 0; at < ready.length; at += ALBUM) {
      const form = new FormData();
      form.append("from", this.phone.from);
      if (this.text.value.trim()) form.append("caption", this.text.value);
      if (this.thread) form.append("thread_id", this.thread);
      ready.slice(at, at + ALBUM).forEach((file) => form.append(kind, file));
      if (!await post(`/sandbox/chats/${this.phone.chat}/send`, form)) return;
      this.set("");
    }
    this.phone.messages.toEnd();
  }

  /** Before the first word there is a button to start, and for a blocked bot one to unblock. */
  show({ keyboard, blocked }) {
    const fresh = !this.phone.speakers && !this.phone.messages.size;
    const instead = this.phone.part(".instead");
    instead.textContent = blocked ? "Разблокировать" : "Запустить";
    const focused = document.activeElement === instead;
    instead.hidden = !blocked && !fresh;
    this.form.hidden = blocked || fresh;
    if (focused && instead.hidden) this.focus();
    this.phone.part("[data-do=commands]").hidden = !this.phone.commands.length;
    if (JSON.stringify(keyboard) === this.shownKeyboard) return;
    this.shownKeyboard = JSON.stringify(keyboard);
    const rows = (keyboard?.rows ?? []).map((row) => el("div", { className: "row" },
      ...row.map((button) => this.phone.button(button))));
    this.phone.part(".keyboard").replaceChildren(...rows);
    this.phone.part("[data-do=keyboard]").hidden = !rows.length;
    this.folded(false);
    this.text.placeholder = keyboard?.placeholder ?? "Сообщение";
  }

  folded(folded) {
    this.root.classList.toggle("folded", folded);
    this.phone.part("[data-do=keyboard]").setAttribute("aria-expanded", String(!folded));
  }

  instead() {
    if (this.phone.screen.blocked) this.phone.call("block", { blocked: false });
    else this.phone.call("send", { text: "/start" });
  }
}
