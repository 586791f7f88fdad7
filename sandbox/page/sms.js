// SMS on a phone: a notification that slides in from above, and the list of all of them.

import { clockTime, during, el, post } from "/static/api.js";
import { madeUp, spoken } from "/static/numbers.js";

const SHOWN = 9000; // milliseconds that a notification stays
const CODE = /(?<!\d)(\d{6})(?!\d)/;

export class Sms {
  constructor(phone) {
    this.phone = phone;
    this.unread = 0;
    this.inbox = phone.part(".inbox");
    this.list = phone.part(".inbox ol");
    phone.part("[data-do=sms]").onclick = () => this.open(this.inbox.hidden);
    phone.part(".inbox .round").onclick = () => this.open(false);
    const more = phone.part("[data-do=number]");
    more.onclick = () => during([more], () => this.addNumber());
    this.inbox.onkeydown = (event) => { if (event.key === "Escape") this.open(false); };
    this.list.append(el("li", { className: "empty" }, "Пока пусто"));
  }

  open(opens) {
    this.inbox.hidden = !opens;
    this.phone.part("[data-do=sms]").setAttribute("aria-expanded", String(opens));
    if (opens) {
      this.count(0);
      this.phone.part(".notices").replaceChildren();
      this.list.scrollTop = this.list.scrollHeight;
      this.list.focus();
    } else {
      this.phone.part("[data-do=sms]").focus();
    }
  }

  /** Another SIM: it becomes known with the people's next news. */
  addNumber() {
    return post(`/sandbox/people/${this.phone.chat}/phone`, { phone: madeUp() });
  }

  know(numbers) {
    this.phone.part(".inbox .numbers").textContent = numbers.map(spoken).join(" · ");
    this.inbox.classList.toggle("several", numbers.length > 1);
  }

  count(unread) {
    this.unread = unread;
    const badge = this.phone.part("[data-do=sms] .badge");
    badge.textContent = unread;
    badge.hidden = !unread;
  }

  /** A new SMS; one that was there before the page was opened comes without a notification. */
  take(message) {
    this.list.querySelector(".empty")?.remove();
    this.list.append(el("li", {}, el("b", {}, message.from),
      el("p", {}, message.call ? `Звонок: ${message.text}` : message.text),
      el("small", {}, clockTime(message.at), el("span", { className: "to" }, ` на ${spoken(message.phone)}`))));
    this.list.scrollTop = this.list.scrollHeight;
    if (message.old) return;
    if (this.inbox.hidden) this.count(this.unread + 1);
    this.notify(message);
    this.suggest(message);
  }

  notify(message) {
    const what = message.call ? "звонок" : "СМС";
    const to = this.phone.numbers.length > 1 ? ` на …${spoken(message.phone).slice(-5)}` : "";
    const note = el("button", { type: "button", className: "notice", onclick: () => this.open(true) },
      el("span", { className: "app", ariaHidden: "true" }, message.from.slice(0, 1)),
      el("span", { className: "what" },
        el("span", {}, el("b", {}, message.from), el("small", {}, `${what}${to} · сейчас`)),
        el("span", { className: "words" }, message.text)));
    const notices = this.phone.part(".notices");
    notices.prepend(note);
    while (notices.children.length > 2) notices.lastChild.remove();
    setTimeout(() => {
      note.classList.add("leaving");
      setTimeout(() => note.remove(), 300);
    }, SHOWN);
  }

  /** As phones do it: a code that has just come is offered above the keyboard. */
  suggest(message) {
    const code = CODE.exec(message.text)?.[1];
    const box = this.phone.part(".suggest");
    box.hidden = !code;
    if (!code) return;
    box.replaceChildren(el("button", {
      type: "button",
      onclick: () => { box.hidden = true; this.phone.composer.set(code); this.phone.composer.send(); },
    }, el("small", {}, "Код из СМС"), el("b", {}, code)));
  }

  /** The person has written something: the code is not offered any more. */
  answered() {
    this.phone.part(".suggest").hidden = true;
  }
}
