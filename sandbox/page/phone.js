// One phone: a chat with the bot (or the staff group), and what the phone itself shows.

import { clockTime, el, post } from "/static/api.js";
import { Composer } from "/static/composer.js";
import { drawIcons } from "/static/icons.js";
import { Messages } from "/static/messages.js";
import { Sms } from "/static/sms.js";
import { viewFile } from "/static/viewer.js";
import { Webview } from "/static/webview.js";

const BOT = "Умные наличные";
const PLURAL = new Intl.PluralRules("ru");
const MEMBERS = { one: "участник", few: "участника", many: "участников", other: "участника" };

export class Phone {
  /** `speakers` are the members of a group; without them it is a person's own phone. */
  constructor(chat, { title, note = "", speakers = null }) {
    this.chat = chat;
    this.speakers = speakers;
    this.numbers = []; // of a person, the first is Telegram's
    this.screen = { commands: [], topics: [], keyboard: null, blocked: false, typing: false };
    this.root = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.chat = chat;
    this.root.setAttribute("aria-label", `Телефон: ${title}`);
    drawIcons(this.root);
    this.part(".label h2").textContent = title;
    this.part(".label p").textContent = note;
    this.part(".device > .top strong").textContent = speakers ? `${BOT}: поддержка` : BOT;
    this.part(".device > .top .avatar").textContent = speakers ? "УН" : "₽";
    this.part("[data-do=export]").href = `/sandbox/chats/${chat}/transcript`;
    this.messages = new Messages(this);
    this.composer = new Composer(this);
    this.webview = new Webview(this);
    this.texts = speakers ? null : new Sms(this);
    if (speakers) this.root.classList.add("team");
    this.part("[data-do=sms]").hidden = Boolean(speakers);
    const block = this.part("[data-do=block]");
    block.hidden = false;
    if (speakers) block.title = "Что будет, если сотрудника нет в группе";
    block.onclick = () => {
      if (speakers) this.move();
      else this.call("block", { blocked: !this.screen.blocked });
    };
    this.part(".alert button").onclick = () => this.dismiss();
    this.part(".alert").onkeydown = (event) => {
      if (event.key === "Escape") this.dismiss();
      if (event.key === "Tab") event.preventDefault(); // its one button keeps the focus
    };
    this.show(this.screen);
  }

  /** A person's numbers have become known, or there is one more. */
  know(numbers, kind) {
    this.numbers = numbers;
    this.part(".label p").textContent = `${numbers.join(", ")} · ${kind}`;
    this.texts.know(numbers);
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  get from() {
    return this.speakers ? this.composer.speaker : this.chat;
  }

  /** In a group each member may have commands of their own. */
  get commands() {
    return this.screen.commands_of?.[this.from] ?? this.screen.commands;
  }

  /** Has the chosen member of a group left it, or been put out? */
  get isOut() {
    return ["left", "kicked"].includes(this.screen.members?.[this.from]);
  }

  /** Put the chosen member out of the group, or let them in; its owner leaves and comes back. */
  move() {
    const members = Object.entries(this.screen.members ?? {});
    const owner = Number(members.find(([, what]) => what === "creator")?.[0] ?? this.from);
    const out = owner === this.from ? "left" : "kicked";
    const becomes = this.isOut ? "member" : out;
    return post("/sandbox/group", { from: owner, member: this.from, becomes });
  }

  call(what, body) {
    return post(`/sandbox/chats/${this.chat}/${what}`, { from: this.from, ...body });
  }

  /** Everything of the chat that is not a message. */
  show(screen) {
    this.screen = { ...this.screen, ...screen };
    const { typing, blocked, pinned = [] } = this.screen;
    const subtitle = this.part(".device > .top small");
    subtitle.textContent = typing ? "печатает" : this.subtitle();
    subtitle.classList.toggle("typing", Boolean(typing));
    this.part("[data-do=block]").textContent = this.speakers
      ? (this.isOut ? "Вернуть в группу" : "Убрать из группы")
      : (blocked ? "Разблокировать" : "Заблокировать");
    const last = this.messages.text(pinned.at(-1));
    this.part(".pinned").hidden = !last;
    this.part(".pinned").textContent = last ?? "";
    this.composer.show(this.screen);
    this.messages.retitle();
  }

  subtitle() {
    if (!this.speakers) return "бот";
    const all = Object.values(this.screen.members ?? {});
    const inside = all.filter((what) => !["left", "kicked"].includes(what)).length;
    return `${inside || this.speakers.length} ${MEMBERS[PLURAL.select(inside || this.speakers.length)]} и бот`;
  }

  /** Take changed messages of the feed. */
  take(messages) {
    this.messages.take(messages);
    if (messages.some((message) => message.from.id === this.chat)) {
      this.texts?.answered();
      if (this.root.classList.contains("acting")) this.composer.set(""); // a story has sent it
    }
    this.composer.show(this.screen);
  }

  topicName(thread) {
    return this.screen.topics.find((topic) => topic.thread_id === thread)?.name ?? `тема ${thread}`;
  }

  /** A button of either keyboard. */
  button({ text: title, url, style, disabled }, messageId = undefined) {
    const button = el("button", { type: "button", disabled: Boolean(disabled) }, title);
    if (url) button.classList.add("link");
    if (style) button.classList.add(style);
    button.dataset.text = title;
    button.onclick = () => this.tap(button, title, messageId);
    return button;
  }

  async tap(button, title, messageId) {
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const tap = await this.call("tap", { button: title, message_id: messageId });
    button.classList.remove("waiting");
    button.removeAttribute("aria-busy");
    if (tap?.url) this.open(tap.url);
    if (tap?.answer) this.say(tap.answer, tap.alert);
  }

  /** A link: the bank's page opens on the phone itself, anything else in a new tab. */
  open(url) {
    const target = new URL(url, window.location.href);
    if (target.origin === window.location.origin && target.pathname.startsWith("/bank/pay/")) {
      this.webview.open(target.href);
    } else {
      window.open(url, "_blank", "noopener");
    }
  }

  view(message) {
    viewFile(message);
  }

  /** What the bot answers to a tap: a toast, or an alert that waits for OK. */
  say(text, alert = false) {
    if (alert) {
      this.part(".alert p").textContent = text;
      this.part(".alert").hidden = false;
      this.part(".alert button").focus();
      return;
    }
    const toast = this.part(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { toast.hidden = true; }, 4000);
  }

  dismiss() {
    this.part(".alert").hidden = true;
    this.composer.focus();
  }

  sms(message) {
    this.texts?.take(message);
  }

  /** Bring it into sight, without moving the page up or down. */
  reveal() {
    const stage = this.root.parentElement;
    const left = this.root.offsetLeft - (stage.clientWidth - this.root.offsetWidth) / 2;
    stage.scrollTo({ left, behavior: "smooth" });
  }

  tick(now) {
    this.part(".status time").textContent = clockTime(now);
  }
}
