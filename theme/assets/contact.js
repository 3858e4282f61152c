// What a provider is reached by, as links.
import { node } from "./dom.js";

/** A line of a contact: a number to ring, an address to write to and a website are links. @param {string} line */
export function contactLine(line) {
  const [, number, extension] = /^([+\d][\d ()-]{6,}?)(?: ext (\d+))?$/.exec(line) ?? [];
  if (number) {
    const dialled = number.replace(/[^+\d]/g, "").replace(/^0/, "+44");
    return node("a", { href: `tel:${dialled}${extension ? `;ext=${extension}` : ""}` }, line);
  }
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(line)) return node("a", { href: `mailto:${line}` }, line);
  if (/^https?:\/\//.test(line)) {
    return node("a", { href: line, rel: "noopener nofollow" }, line.replace(/^https?:\/\/|\/$/g, ""));
  }
  return node("span", {}, line);
}
