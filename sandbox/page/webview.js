// The bank's page on the phone, as Telegram opens a link: over the chat, with a way out.

export class Webview {
  constructor(phone) {
    this.phone = phone;
    this.root = phone.part(".webview");
    this.frame = phone.part(".webview iframe");
    phone.part(".webview button").onclick = () => this.close();
    this.root.onkeydown = (event) => { if (event.key === "Escape") this.close(); };
    this.frame.onload = () => this.arrived();
  }

  get isOpen() {
    return !this.root.hidden;
  }

  open(url) {
    this.root.hidden = false;
    this.phone.part(".webview a").href = url;
    this.phone.part(".webview small").textContent = new URL(url).host;
    this.frame.src = url;
    this.phone.part(".webview button").focus();
  }

  reload() {
    if (this.isOpen) this.frame.src = this.phone.part(".webview a").href;
  }

  close() {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.frame.removeAttribute("src");
    this.phone.composer.focus();
  }

  /** The link back to the chat closes the page instead of opening ours inside itself. */
  arrived() {
    const page = this.frame.contentDocument;
    if (!this.isOpen || !page) return;
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.origin !== window.location.origin || link.pathname !== "/") return;
      event.preventDefault();
      this.close();
    });
    page.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  /** Point at the button of a test card, as a finger would. */
  point(card) {
    const page = this.frame.contentWindow;
    const button = page.document.querySelector(`button[value="${CSS.escape(card)}"]`);
    if (!button) return;
    button.classList.add("pressed");
    const { top, height } = button.getBoundingClientRect();
    page.scrollBy({ top: top + height / 2 - page.innerHeight / 2, behavior: "smooth" });
  }
}
