// Calls to the sandbox's control API, and the one place where their errors are shown.

const trouble = document.querySelector("#trouble");

export function complain(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
}

/** Send JSON or a form; returns the answer, or null after showing what went wrong. */
export async function post(path, body) {
  const form = body instanceof FormData;
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: form ? {} : { "Content-Type": "application/json" },
      body: form ? body : JSON.stringify(body ?? {}),
    });
    const found = await answer.json();
    complain(answer.ok ? "" : found.error);
    return answer.ok ? found : null;
  } catch {
    complain("Песочница не отвечает. Запущена ли она?");
    return null;
  }
}

/** An element with properties and children, in one line. */
export function el(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Keep buttons from being pressed again while their order is carried out. */
export async function during(buttons, work) {
  const free = buttons.filter((button) => !button.disabled);
  free.forEach((button) => { button.disabled = true; });
  const done = await work();
  free.forEach((button) => { button.disabled = false; });
  return done;
}

/** Dates and times are shown in Moscow's time, as the bot tells them. */
export function formatter(parts) {
  const format = new Intl.DateTimeFormat("ru", { ...parts, timeZone: "Europe/Moscow" });
  return (date) => format.format(new Date(date));
}

export const clockTime = formatter({ hour: "2-digit", minute: "2-digit" });

export const lastTen = (phone) => phone.replace(/\D/g, "").slice(-10);
