// The page's own drawings: 24 × 24, in the colour of the text beside them.

const PATHS = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  clip: '<path d="M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.4-8.4a3.5 3.5 0 0 1 5 5l-8.3 8.3a1.8 1.8 0 0 1-2.6-2.6l7.6-7.5"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  code: '<path d="M9 7l-5 5 5 5M15 7l5 5-5 5"/>',
  document: '<path d="M7 3h7l4 4v14H7z"/><path d="M14 3v4h4M10 12h5M10 16h5"/>',
  down: '<path d="M6 9l6 6 6-6"/>',
  download: '<path d="M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14"/>',
  face: '<circle cx="12" cy="12" r="8.5"/><path d="M9 10h.01M15 10h.01M8.5 14.5a4.3 4.3 0 0 0 7 0"/>',
  image: '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 16l5-5 4 4 2-2 5 5"/>',
  keyboard: '<rect x="3" y="6" width="18" height="12" rx="2.5"/><path d="M7 10h.01M11 10h.01M15 10h.01M8 14h8"/>',
  lines: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  lock: '<rect x="6" y="11" width="12" height="9" rx="2"/><path d="M9 11V8a3 3 0 0 1 6 0v3"/>',
  mail: '<rect x="3" y="5" width="18" height="14" rx="3"/><path d="M4 7.5l8 6 8-6"/>',
  more: '<path d="M12 6h.01M12 12h.01M12 18h.01"/>',
  moon: '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>',
  out: '<path d="M8 16L17 7M9 7h8v8"/>',
  pencil: '<path d="M5 19l1-4L16 5l3 3L9 18z"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c1-4.5 4-6 7.5-6s6.5 1.5 7.5 6"/>',
  sticker: '<path d="M20 12a8 8 0 1 0-8 8c1 0 8-7 8-8z"/><path d="M12 20c0-5 3-8 8-8"/>',
  sun: '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M18.7 5.3l-1.8 1.8M7.1 16.9l-1.8 1.8"/>',
  ticks: '<path d="M2.5 12.5l4.5 4.5L16 8M11.5 16.2l.8.8L21.5 8"/>',
  voice: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
};
const FILLED = {
  send: '<path d="M3.5 20.5l17.7-7.7a.9.9 0 0 0 0-1.6L3.5 3.5l-.1 6.3L15 12 3.4 14.2z"/>',
  play: '<path d="M7 4.5v15l13-7.5z"/>',
  stop: '<rect x="6" y="6" width="12" height="12" rx="2"/>',
};

/** A decorative drawing; what it means is told by its button's label. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", ...(FILLED[name] ? ["filled"] : []));
  svg.innerHTML = FILLED[name] ?? PATHS[name];
  return svg;
}

/** Put drawings into every `<button data-icon="name">` below `root`. */
export function drawIcons(root) {
  root.querySelectorAll("[data-icon]").forEach((node) => node.prepend(icon(node.dataset.icon)));
}
