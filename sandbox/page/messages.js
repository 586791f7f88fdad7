// The list of messages: where each stands, how neighbours join, how one goes away.

import { draw } from "/static/bubble.js";
import { formatter } from "/static/api.js";

const TOGETHER = 5 * 60 * 1000; // milliseconds between messages that look like one turn
const day = formatter({ day: "numeric", month: "long" });
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Messages {
  constructor(phone) {
    this.phone = phone;
    this.list = phone.part(".messages");
    this.known = new Map();
    this.nodes = new Map();
    const end = phone.part(".end");
    end.onclick = () => this.toEnd("smooth");
    this.following = true; // until somebody scrolls up
    this.top = 0;
    this.list.onscroll = () => {
      const near = this.distance() < 80;
      if (near) this.following = true;
      else if (this.list.scrollTop < this.top) this.following = false;
      this.top = this.list.scrollTop;
      end.hidden = near || this.following;
    };
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(this.list);
  }

  get size() {
    return this.nodes.size;
  }

  text(id) {
    return this.known.get(id)?.text || null;
  }

  distance() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
  }

  toEnd(behavior = "instant") {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior });
  }

  take(messages) {
    const follow = this.following;
    for (const message of messages) {
      this.known.set(message.message_id, message);
      this.put(message);
    }
    this.join();
    if (follow) this.toEnd();
  }

  /** Draw all again: another member of the group looks at them. */
  redraw() {
    this.known.forEach((message) => this.put(message));
    this.join();
  }

  /** Names of topics have changed. */
  retitle() {
    this.list.querySelectorAll(".topic").forEach((topic) => {
      topic.textContent = this.phone.topicName(Number(topic.dataset.thread));
    });
  }

  put(message) {
    const id = message.message_id;
    const old = this.nodes.get(id);
    if (message.deleted) {
      this.nodes.delete(id);
      if (old) this.vanish(old);
      return;
    }
    const item = draw(this.phone, message, this.known);
    this.nodes.set(id, item);
    if (!old) return this.place(item, id);
    item.classList.add("changed");
    const focused = old.contains(document.activeElement);
    old.replaceWith(item);
    const next = item.querySelector(".inline-keyboard button") ?? this.phone.composer.text;
    if (focused) next.focus({ preventScroll: true });
  }

  /** A deleted message fades, and its neighbours close the gap. */
  vanish(node) {
    if (node.contains(document.activeElement)) this.phone.composer.focus();
    node.classList.add("gone");
    node.removeAttribute("data-id");
    node.style.height = `${node.offsetHeight}px`;
    const follow = this.following;
    requestAnimationFrame(() => { node.style.height = "0"; });
    setTimeout(() => {
      node.remove();
      this.join();
      if (follow) this.toEnd();
    }, still.matches ? 0 : 260);
  }

  /** Changes come in the order of change; on the screen messages stand in the order of sending. */
  place(item, id) {
    let after = this.list.lastElementChild;
    while (after && (!after.dataset.id || Number(after.dataset.id) > id)) {
      after = after.previousElementSibling;
    }
    if (after) after.after(item);
    else this.list.prepend(item);
  }

  /** Days get their pill; neighbours of one sender look joined, the last of them has the tail. */
  join() {
    let before = null;
    for (const item of this.list.querySelectorAll("[data-id]")) {
      const message = this.known.get(Number(item.dataset.id));
      const date = day(message.date);
      const newDay = !before || date !== day(before.message.date);
      if (newDay) item.dataset.day = date;
      else delete item.dataset.day;
      const near = before && !newDay && before.message.from.id === message.from.id
        && before.message.thread_id === message.thread_id
        && new Date(message.date) - new Date(before.message.date) < TOGETHER;
      item.classList.toggle("joined", Boolean(near));
      before?.item.classList.toggle("last", !near);
      before = { item, message };
    }
    before?.item.classList.add("last");
  }
}
