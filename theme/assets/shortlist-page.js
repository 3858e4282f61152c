// The page of the shortlist: what this device has saved, or what a link names, as a table to print.
import { fetchDetails } from "./details.js";
import { counted, node, standings, told } from "./node.js";
import { forget, keep, saved, slugsOf } from "./shortlist.js";
import { formLinks } from "./visit-forms.js";

const page = document.querySelector("[data-ap-shortlist]");
const part = (name) => page.querySelector(`[data-ap-${name}]`);
const base = page.dataset.base;
const most = Number(page.dataset.most);
const terms = [...document.querySelector("template[data-ap-terms]").content.children].map((term) => ({
  key: term.dataset.term,
  words: term.textContent,
}));

/** The slugs that the address names: a list that somebody sent. */
const sent = () => slugsOf(new URLSearchParams(location.search).getAll("p"));
const linked = (slugs) => new URLSearchParams(slugs.map((slug) => ["p", slug]));

async function show() {
  const given = sent();
  const slugs = given.length ? given : saved();
  part("own").hidden = given.length > 0;
  part("sent").hidden = given.length === 0;
  part("keep").hidden = given.length === 0;
  part("forget").hidden = given.length > 0;
  part("copied").hidden = true;
  let found = new Map();
  try {
    if (slugs.length) found = await fetchDetails(page.dataset, slugs);
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    part("heading").textContent = "The providers did not load";
    return;
  }
  const shapes = standings();
  part("rows").replaceChildren(
    ...slugs.map((slug) => (found.has(slug) ? row(slug, found.get(slug), shapes) : gone(slug))),
  );
  part("none").hidden = slugs.length > 0;
  part("tools").hidden = slugs.length === 0;
  part("table").hidden = slugs.length === 0;
  const there = slugs.filter((slug) => found.has(slug)).slice(0, most);
  part("compare-link").hidden = there.length < 2;
  part("compare-link").textContent =
    there.length < slugs.length ? `Compare the first ${there.length}` : "Compare these";
  part("compare-link").href = `${base}compare/?${linked(there)}`;
  part("said").textContent = slugs.length && !given.length ? `${counted(slugs.length)} saved on this device.` : "";
}

function row(slug, it, shapes) {
  const of = (term) => it.values[terms.findIndex(({ key }) => key === term)];
  const called = (term) => terms.find(({ key }) => key === term).words;
  const line = (words) => (Array.isArray(words) ? told(shapes, ...words) : node("span", {}, words));
  const block = (lines) => lines.map(line);
  const [visited, ...found] = of("Last visited");
  const standing = of("Standing").slice(0, -1); // the last says why, at length
  const [free] = of("Places free");
  const confirmed = of("Facts confirmed");
  const improvements = of("Agreed improvements");
  if (typeof improvements[0] === "string") improvements[0] = `Agreed improvements: ${improvements[0]}`;
  return node(
    "tr",
    {},
    node(
      "th",
      { scope: "row" },
      node("a", { href: `${base}providers/${slug}/` }, it.name),
      standing.map(line),
      remove(slug, it.name),
    ),
    node(
      "td",
      { "data-label": "For, days, price" },
      block([
        ...of("For"),
        ...of("Days and hours"),
        ...of("Price"),
        ...of("Where"),
        ...(free ? [`Places free: ${free}`] : []),
      ]),
    ),
    node(
      "td",
      { "data-label": "Checked" },
      block([
        `Registered school: ${of("Registered school")[0].toLowerCase()}`,
        `${called("Last visited")}: ${visited}`,
        ...found,
        ...improvements,
        ...(confirmed.length > 1 ? confirmed.slice(0, 1) : [`Facts confirmed: ${confirmed[0]}`]),
      ]),
    ),
    node("td", { "data-label": "Contact" }, of("Contact").map(reach), formLinks(slug)),
    node("td", { class: "ap-our-check" }),
  );
}

/** A line of a contact: a number to ring or an address to write to is a link. */
function reach(line) {
  const [, number, extension] = /^([+\d][\d ()-]{6,}?)(?: ext (\d+))?$/.exec(line) ?? [];
  if (number) {
    const dialled = number.replace(/[^+\d]/g, "").replace(/^0/, "+44");
    return node("a", { href: `tel:${dialled}${extension ? `;ext=${extension}` : ""}` }, line);
  }
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(line)) return node("a", { href: `mailto:${line}` }, line);
  return node("span", {}, line);
}

function gone(slug) {
  return node(
    "tr",
    {},
    node("th", { scope: "row" }, slug.replaceAll("-", " "), remove(slug, slug)),
    node("td", { colspan: "3" }, "No longer in this directory."),
    node("td", { class: "ap-our-check" }),
  );
}

function remove(slug, name) {
  const act = async () => {
    const left = sent().filter((other) => other !== slug);
    if (!sent().length) keep(slug, false);
    else history.replaceState(null, "", left.length ? `?${linked(left)}` : location.pathname);
    await show();
    part("heading").focus();
  };
  return node(
    "button",
    { type: "button", class: "ap-quiet ap-screen", on: { click: act } },
    "Remove",
    node("span", { class: "ap-hidden" }, ` ${name}`),
  );
}

part("print").addEventListener("click", () => window.print());
part("copy").addEventListener("click", async () => {
  const given = sent();
  const link = new URL(`?${linked(given.length ? given : saved())}`, location.origin + location.pathname).href;
  try {
    await navigator.clipboard.writeText(link);
    part("said").textContent = "The link is copied. Who opens it sees these providers; nothing is saved there.";
  } catch {
    const field = part("copied").querySelector("input");
    part("copied").hidden = false;
    field.value = link;
    field.focus();
    field.select();
  }
});
part("keep").addEventListener("click", async () => {
  if (!sent().every((slug) => keep(slug, true))) {
    part("said").textContent =
      "They could not all be saved: this device does not allow it, or fifty are saved already.";
    return;
  }
  history.replaceState(null, "", location.pathname);
  await show();
  part("heading").focus();
});
part("forget").addEventListener("click", async () => {
  if (!confirm("Remove every provider from your shortlist? You cannot undo this.")) return;
  forget();
  await show();
  part("heading").focus();
});
show();
