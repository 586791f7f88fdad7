// Dark or light: what the system prefers, unless the switch was used. Runs before the first paint.

(() => {
  const root = document.documentElement;
  let kept = null;
  try { kept = localStorage.getItem("theme"); } catch { /* a browser that keeps nothing */ }
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
})();
