// The page of the shortlist: what this device has saved, as a table to print.
import { fetchDetails } from "./details.js";
import { counted, node, standings } from "./node.js";
import { forget, keep, saved } from "./shortlist.js";
import { formLinks } from "./visit-forms.js";

const page = document.querySelector("[data-ap-shortlist]");
const part = (name) => page.querySelector(`[data-ap-${name}]`);
const base = page.dataset.base;
const most = Number(page.dataset.most);
const terms = [...document.querySelector("template[data-ap-terms]").content.children].map((term) => term.textContent);

async function show() {
  const slugs = saved();
  let found = new Map();
  try {
    if (slugs.length) found = await fetchDetails(page.dataset, slugs);
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    part("heading").textContent = "The providers did not load";
    return;
  }
  const shapes = standings();
  part("rows").replaceChildren(...slugs.map((slug) => (found.has(slug) ? row(slug, found.get(slug), shapes) : gone(slug))));
  part("none").hidden = slugs.length > 0;
  part("tools").hidden = slugs.length === 0;
  part("table").hidden = slugs.length === 0;
  const there = slugs.filter((slug) => found.has(slug)).slice(0, most);
  part("compare-link").hidden = there.length < 2;
  part("compare-link").textContent = there.length < slugs.length ? `Compare the first ${there.length}` : "Compare these";
  part("compare-link").href = `${base}compare/?${new URLSearchParams(there.map((slug) => ["p", slug]))}`;
  part("said").textContent = slugs.length ? `${counted(slugs.length)} saved on this device.` : "Nothing is saved.";
}

function row(slug, it, shapes) {
  const of = (term) => it.values[terms.indexOf(term)];
  const shape = shapes[it.standing];
  const block = (lines) => lines.map((line) => node("span", {}, line));
  return node(
    "tr",
    {},
    node("th", { scope: "row" }, node("a", { href: `${base}providers/${slug}/` }, it.name),
      node("span", { class: `ap-row-standing ap-${shape.tone}` }, shape.shape(), ` ${of("Standing")[0]}`), remove(slug, it.name)),
    node("td", { "data-label": "For, days, price" }, block([...of("For"), ...of("Days and hours"), ...of("Price").slice(0, 1), ...of("Where")])),
    node("td", { "data-label": "Checked" }, block([`Registered school: ${of("Registered school")[0].toLowerCase()}`, `Last visited: ${of("Last visited")[0]}`, `Facts confirmed: ${of("Facts confirmed")[0]}`])),
    node("td", { "data-label": "Contact" }, of("Contact").map(reach), formLinks(slug)),
    node("td", { class: "ap-our-check" }),
  );
}

/** A line of a contact: a number to ring or an address to write to is a link. */
function reach(line) {
  if (/^[+\d][\d ()-]{6,}$/.test(line)) return node("a", { href: `tel:${line.replace(/[^+\d]/g, "")}` }, line);
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(line)) return node("a", { href: `mailto:${line}` }, line);
  return node("span", {}, line);
}

function gone(slug) {
  return node("tr", {}, node("th", { scope: "row" }, slug.replaceAll("-", " "), remove(slug, slug)),
    node("td", { colspan: "3" }, "No longer in this directory."), node("td", { class: "ap-our-check" }));
}

function remove(slug, name) {
  const act = async () => {
    keep(slug, false);
    await show();
    part("heading").focus();
  };
  return node("button", { type: "button", class: "ap-quiet ap-screen", on: { click: act } }, "Remove", node("span", { class: "ap-hidden" }, ` ${name}`));
}

part("print").addEventListener("click", () => window.print());
part("forget").addEventListener("click", async () => {
  forget();
  await show();
  part("heading").focus();
});
show();
