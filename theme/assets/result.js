// One provider in the list: the same markup as the build makes, with the words of the index.
import { node } from "./node.js";

/** Fills rows from the index. `base` leads to the site's root. */
export class Results {
  constructor(columns, names, slug, shapes, base) {
    Object.assign(this, { columns, names, slug, shapes, base });
    this.blank = document.querySelector("template[data-ap-row]").content.querySelector("li");
  }

  /** The row of one provider; `away` says how far it is. */
  row(number, away) {
    const made = this.blank.cloneNode(true);
    const parts = Object.fromEntries([...made.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));
    const part = (name) => parts[name];
    const shown = (name) => this.columns.shown(name, number);
    made.dataset.slug = this.slug(number);
    const name = part("name");
    name.textContent = this.names[number];
    name.href = `${this.base}providers/${made.dataset.slug}/`;
    const type = shown("type");
    const place = shown("place");
    part("type").textContent = capital(type) + (place === type ? "" : `, ${place}`);
    if (away) {
      part("away").textContent = away;
      part("away").hidden = false;
    }
    const standing = this.shapes[this.columns.values("standing", number)[0]];
    part("standing").classList.add(`ap-${standing.tone}`);
    part("standing").append(standing.shape(), ` ${shown("stands")}`);
    quietly(part("standing"), shown("since"));
    part("for").textContent = shown("for");
    part("registered").textContent = shown("registered");
    part("days").textContent = shown("day");
    part("price").textContent = shown("price") || shown("priced") || "Not given";
    part("free").textContent = shown("places");
    quietly(part("free"), shown("as_at"));
    part("visited").textContent = shown("visited");
    quietly(part("visited"), shown("by"));
    part("teaching").textContent = shown("how");
    part("checked").textContent = shown("checked");
    part("needs").textContent = capital(this.columns.values("need", number).join(", ")) || "Not given";
    return made;
  }
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function quietly(element, text) {
  if (text) element.append(" ", node("small", {}, text));
}
