// «Пройти за меня»: the sandbox plays a story, and the page shows whose hand does what.

import { during, el, post } from "/static/api.js";
import { icon } from "/static/icons.js";

const box = document.querySelector("#story");
const pace = box.querySelector("[name=pace]");
const stop = box.querySelector(".stop");
let typing = null;

export async function wire() {
  stop.onclick = () => {
    if (box.dataset.state === "playing") during([stop], () => post("/sandbox/story", { do: "stop" }));
    else box.hidden = true;
  };
  pace.onchange = () => post("/sandbox/story", { do: "pace", pace: Number(pace.value) });
  const answer = await fetch("/sandbox/story");
  const { stories } = await answer.json();
  document.querySelector("#stories").replaceChildren(...stories.map(({ name, title }) => {
    const button = el("button", { type: "button", className: "play", onclick: () => play(button, name) }, title);
    button.prepend(icon("play"));
    return button;
  }));
}

async function play(button, name) {
  const used = [...document.querySelectorAll("#stage .messages")].some((list) => list.children.length);
  if (used && !window.confirm("История начинает мир заново. Стереть то, что есть?")) return;
  await during([button], () => post("/sandbox/story", { do: "play", name, pace: Number(pace.value) }));
}

/** `told` is where the story stands: a line about to be done, or how it ended. */
export function show(told, phones) {
  box.hidden = !told.title;
  document.documentElement.classList.toggle("telling", told.state === "playing");
  if (!told.title) return;
  box.dataset.state = told.state;
  box.querySelector("strong").textContent = told.title;
  box.querySelector(".count").textContent = told.of ? `${told.at} из ${told.of}` : "";
  box.querySelector(".line").textContent = told.note || told.source;
  box.querySelector("progress").value = told.of ? told.at / told.of : 0;
  if ([...pace.options].some((option) => Number(option.value) === told.pace)) pace.value = told.pace;
  stop.lastChild.textContent = told.state === "playing" ? "Остановить" : "Закрыть";
  clearInterval(typing);
  document.querySelectorAll(".pressed").forEach((node) => node.classList.remove("pressed"));
  const phone = phones.get(told.chat);
  phones.forEach((one) => one.root.classList.toggle("acting", one === phone));
  if (phone) act(told, phone, phones);
  else phones.forEach((one) => one.webview.close());
}

function act(told, phone, phones) {
  if (told.url) {
    if (told.phase === "about") {
      phone.reveal();
      phone.webview.frame.addEventListener("load", () => phone.webview.point(told.card), { once: true });
      phone.webview.open(told.url);
    } else {
      phone.webview.reload();
    }
    return;
  }
  phones.forEach((one) => one.webview.close());
  phone.reveal();
  phone.composer.set("");
  if (told.phase !== "about") return;
  if (told.button) press(phone, told.button);
  else if (told.text) type(phone, told.text, told.seconds);
}

function press(phone, title) {
  const words = title.split(/\s+/).join(" ");
  const buttons = [...phone.root.querySelectorAll(".inline-keyboard button, .keyboard button")]
    .filter((button) => button.dataset.text.split(/\s+/).join(" ") === words);
  buttons.at(-1)?.classList.add("pressed");
}

/** Letter by letter, so that it is all there shortly before it is sent. */
function type(phone, text, seconds) {
  let shown = 0;
  const pause = Math.max(15, (seconds * 800) / text.length);
  typing = setInterval(() => {
    shown += 1;
    phone.composer.set(text.slice(0, shown));
    if (shown >= text.length) clearInterval(typing);
  }, pause);
}
