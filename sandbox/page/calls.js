// The log of calls that the world has received or made; refused ones in red.

import { el, formatter } from "/static/api.js";

const KEEP = 400;
const log = document.querySelector("#log");
const filters = ["of", "refused", "polls"].map((id) => document.getElementById(id));
const when = formatter({
  day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});
let calls = [];

export function forget() {
  calls = [];
  log.replaceChildren();
}

export function take(fresh) {
  calls = [...calls, ...fresh].slice(-KEEP);
  log.prepend(...fresh.filter(wanted).reverse().map(row));
  while (log.children.length > KEEP) log.lastChild.remove();
}

filters.forEach((f) => {
  f.onchange = () => log.replaceChildren(...calls.filter(wanted).reverse().map(row));
});

function wanted(call) {
  const [of, refused, polls] = filters;
  const poll = call.method === "getUpdates" && !call.refused && isEmpty(call.answer);
  return (!of.value || call.of === of.value)
    && (!refused.checked || call.refused)
    && (polls.checked || !poll);
}

function isEmpty(answer) {
  const result = answer?.result ?? answer;
  return Array.isArray(result) && !result.length;
}

function row(call) {
  const node = el("details", { className: call.refused ? "refused" : "" },
    el("summary", {},
      el("span", { className: "at" }, when(call.at)), el("span", { className: "of" }, call.of),
      el("span", { className: "method" }, call.method),
      el("span", { className: "status" }, call.status || "оборвано")));
  node.ontoggle = () => {
    if (!node.open || node.children.length > 1) return;
    node.append(el("div", { className: "both" },
      el("div", {}, el("h3", {}, "Запрос"), el("pre", {}, pretty(call.request))),
      el("div", {}, el("h3", {}, "Ответ"), el("pre", {}, pretty(call.answer)))));
  };
  return node;
}

const pretty = (value) => JSON.stringify(value, null, 2) ?? "";
