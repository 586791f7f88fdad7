// A photo or a paper over the whole page.

import { el } from "/static/api.js";

const viewer = document.querySelector("#viewer");
const [body, title] = [viewer.querySelector(".body"), viewer.querySelector("strong")];

viewer.addEventListener("close", () => body.replaceChildren());
viewer.addEventListener("click", (event) => { if (event.target === viewer) viewer.close(); });

export function viewFile({ kind, file: { name, url } }) {
  title.textContent = name;
  viewer.querySelectorAll("a").forEach((link) => { link.href = url; });
  viewer.querySelector("a[download]").download = name;
  body.replaceChildren(content(kind, name, url));
  viewer.showModal();
}

function content(kind, name, url) {
  if (kind === "photo" || /\.(png|jpe?g|gif|webp|svg)$/i.test(name)) {
    return el("img", { src: url, alt: name });
  }
  if (kind === "voice") return el("audio", { src: url, controls: true });
  if (/\.pdf$/i.test(name) && navigator.pdfViewerEnabled) {
    return el("iframe", { src: `${url}#toolbar=0&view=FitH`, title: name });
  }
  return el("p", {}, "Этот браузер не показывает такие файлы: откройте в новой вкладке или скачайте.");
}
