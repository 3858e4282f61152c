// The page on which a provider corrects its own details: a file of what changed. Nothing is sent and nothing is kept.
import { find, findAll, save, template } from "./dom.js";
import { counted } from "./figures.js";

const page = find(document, "[data-ap-correct]");
const { base = "", format = "" } = page.dataset;
const form = find(page, "[data-ap-form]", HTMLFormElement);
const told = find(page, "[data-ap-said]");
const done = find(page, "[data-ap-done]");
const right = find(form, "[data-ap-right]", HTMLInputElement);
const fields = findAll(form, "[data-ap-field]").map(fieldOf);
const lists = findAll(form, "[data-ap-list]");
const slug = new URLSearchParams(location.search).get("provider") ?? "";
/** What the page says of the provider, by the name of the field. @type {Record<string, string>} */
const was = {};

/** A field by its name, with what it says and how to say something in it. @param {HTMLElement} one */
function fieldOf(one) {
  const name = one.dataset.apField ?? "";
  if (one instanceof HTMLFieldSetElement) {
    const boxes = findAll(one, "input", HTMLInputElement);
    return {
      name,
      said: () => boxes.flatMap((box) => (box.checked ? [box.value] : [])).join("\n"),
      say(/** @type {string} */ text) {
        for (const box of boxes) box.checked = text.split("\n").includes(box.value);
      },
    };
  }
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (one);
  return {
    name,
    said: () => field.value.trim(),
    say(/** @type {string} */ text) {
      field.value = text;
    },
  };
}

/** A value as a field has it: an item of a list a line, in quotation marks where it has a semicolon. @param {unknown} value */
function asText(value) {
  if (value == null) return "";
  if (Array.isArray(value)) return value.map((one) => (String(one).includes(";") ? `"${one}"` : one)).join("\n");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value).replace(/^(\d\d:\d\d):00$/, "$1");
}

/** What is at a path of a record, such as "contact.phone". @param {any} record @param {string} path */
function at(record, path) {
  return path.split(".").reduce((value, key) => value?.[key], record);
}

/**
 * Adds the fields of one item of a list, such as "prices.2.amount", and fills them in. @param {HTMLElement} list
 * @param {Record<string, unknown>} item
 */
function add(list, item) {
  const items = find(list, "[data-ap-items]");
  const number = items.childElementCount + 1;
  const made = document.importNode(template("[data-ap-item]", list), true);
  const of = `${list.dataset.apList}.${number}`;
  find(made, "[data-ap-number]").textContent = `${list.dataset.one} ${number}`;
  const own = (/** @type {string} */ id) => `ap-${of.replace(".", "-")}-${id}`;
  for (const one of findAll(made, "[id]")) one.id = own(one.id);
  for (const one of findAll(made, "label", HTMLLabelElement)) one.htmlFor = own(one.htmlFor);
  for (const one of findAll(made, "[data-ap-field]")) {
    one.setAttribute("aria-describedby", own(one.getAttribute("aria-describedby") ?? ""));
    const path = one.dataset.apField ?? "";
    one.dataset.apField = `${of}.${path}`;
    const field = fieldOf(one);
    field.say(asText(at(item, path)));
    was[field.name] = field.said();
    fields.push(field);
  }
  items.append(made);
  find(list, "[data-ap-add]").hidden = number >= Number(list.dataset.most);
}

for (const list of lists) find(list, "[data-ap-add]").addEventListener("click", () => add(list, {}));

/** The fields that now say something else. */
function changed() {
  return fields.filter(({ name, said }) => said() !== was[name]);
}

/**
 * The names of fields as the file has them: items that are new are counted on from those that were there, without the
 * ones that were left blank. @param {string[]} names @returns {string[]}
 */
function numbered(names) {
  /** @type {Record<string, string[]>} */
  const begun = {};
  return names.map((name) => {
    const [list = "", number = "", ...path] = name.split(".");
    const there = Number(lists.find((one) => one.dataset.apList === list)?.dataset.there ?? Infinity);
    if (!(Number(number) > there)) return name;
    begun[list] ??= [];
    const some = begun[list];
    if (!some.includes(number)) some.push(number);
    return [list, there + some.indexOf(number) + 1, ...path].join(".");
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const some = changed();
  if (!some.length && !right.checked) {
    done.textContent = "Change something, or confirm that everything is correct.";
    return;
  }
  const names = numbered(some.map(({ name }) => name));
  const file = {
    details: Number(format),
    provider: slug,
    right: right.checked,
    was: Object.fromEntries(some.map(({ name }, number) => [names[number], was[name]])),
    values: Object.fromEntries(some.map(({ said }, number) => [names[number], said()])),
  };
  save(`${slug}-details.json`, "application/json", `${JSON.stringify(file, null, 1)}\n`);
  done.textContent = some.length ? `Saved, with ${counted(some.length, "change")}.` : "Saved: all of it is right.";
  find(page, "[data-ap-send]").hidden = false;
});

async function begin() {
  try {
    if (!/^[a-z0-9-]+$/.test(slug)) throw new Error("no provider");
    const answer = await fetch(`${base}api/v1/providers/${slug}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    const record = await answer.json();
    for (const field of fields) {
      field.say(asText(at(record, field.name)));
      was[field.name] = field.said();
    }
    for (const list of lists) {
      const items = at(record, list.dataset.path ?? "") ?? [];
      list.dataset.there = items.length;
      for (const item of items) add(list, item);
    }
    told.textContent = record.name;
    for (const link of findAll(form, "[data-ap-assess]", HTMLAnchorElement)) link.search = `?provider=${slug}`;
    form.hidden = false;
  } catch {
    told.textContent = "Start from your own page in the list of providers, and choose “Correct your details” there.";
  }
}

begin();
