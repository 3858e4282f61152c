// The combobox of a search box, as the W3C describes one: suggestions below what is typed, chosen by arrow keys or a press.
import { node } from "./dom.js";
import { counted } from "./figures.js";
import { Suggested } from "./suggest.js";

/** How long typing is debounced, and how long what is suggested is left unsaid, in milliseconds. */
const DEBOUNCE = 80;
const SILENCE = 600;
/** Counts the boxes of a page, for ids. */
let boxes = 0;

export class Combobox {
  #input;
  #suggested;
  #form;
  #id = `ap-suggest-${++boxes}`;
  #list;
  #foot = node("p", { class: "ap-suggest-foot", "aria-hidden": "true" });
  #status = node("p", { class: "ap-hidden", role: "status" });
  #popup;
  /** @type {Suggestion[]} */
  #shown = [];
  /** The suggestion that Enter takes; -1 is none. */
  #active = -1;
  /** Counts what was typed: suggestions for what was typed before are stale. */
  #epoch = 0;
  #debounced = 0;
  #silent = 0;

  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.#input = input;
    this.#form = /** @type {HTMLFormElement} */ (input.form);
    this.#suggested = new Suggested(new URL("../", this.#form.action));
    this.#list = node("ul", { id: this.#id, role: "listbox", "aria-label": "Suggestions" });
    this.#popup = node("div", { class: "ap-suggest", hidden: true }, this.#list, this.#foot);
    input.setAttribute("aria-controls", this.#id);
    input.parentElement?.classList.add("ap-boxed");
    input.after(this.#popup, this.#status);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    this.#form.addEventListener("submit", () => this.#close());
    // The focus stays in the box while a suggestion is pressed.
    this.#popup.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      if (option) this.#take([...this.#list.children].indexOf(option));
    });
    if (input.value) this.#typed();
  }

  #typed() {
    clearTimeout(this.#debounced);
    this.#debounced = setTimeout(() => this.#show(), DEBOUNCE);
  }

  async #show() {
    const epoch = ++this.#epoch;
    const text = this.#input.value.trim();
    const found = await this.#suggested.to(text);
    if (epoch !== this.#epoch || document.activeElement !== this.#input) return;
    this.#shown = found;
    this.#list.replaceChildren(
      ...found.map(({ text: name, does }, at) =>
        node(
          "li",
          { id: `${this.#id}-${at}`, role: "option", "aria-selected": "false" },
          node("span", {}, name),
          " ",
          node("small", {}, does),
        ),
      ),
    );
    this.#choose(-1);
    this.#popup.hidden = !found.length;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => {
      this.#status.textContent = found.length ? `${counted(found.length, "suggestion")}. ${this.#enter()}` : "";
    }, SILENCE);
  }

  /** What Enter does, in words. */
  #enter() {
    const chosen = this.#shown[this.#active];
    return chosen ? `Enter: ${chosen.text}, ${chosen.does}` : `Enter searches for “${this.#input.value.trim()}”.`;
  }

  #close() {
    this.#epoch += 1;
    clearTimeout(this.#debounced);
    clearTimeout(this.#silent);
    this.#status.textContent = "";
    this.#popup.hidden = true;
    this.#choose(-1);
    this.#input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} at */
  #choose(at) {
    this.#active = at;
    for (const [place, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(place === at));
      if (place === at) option.scrollIntoView({ block: "nearest" });
    }
    if (at < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `${this.#id}-${at}`);
    this.#foot.textContent = this.#enter();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const open = !this.#popup.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && open) {
      // One place beyond the last and before the first is the box itself.
      const many = this.#shown.length + 1;
      this.#choose(((this.#active + 1 + step + many) % many) - 1);
    } else if (step) this.#show();
    else if (event.key === "Escape" && open) this.#close();
    else if (event.key === "Enter" && open && this.#active >= 0) this.#take(this.#active);
    else return;
    event.preventDefault();
  }

  /** Does what a suggestion says: in the finder's own form it asks there. @param {number} at */
  #take(at) {
    const { href, ask } = this.#shown[at];
    this.#close();
    const asked = new CustomEvent("ap-suggested", { bubbles: true, cancelable: true, detail: ask });
    if (!ask || this.#input.dispatchEvent(asked)) location.assign(this.#suggested.address(href));
  }
}
