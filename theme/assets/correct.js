// The page on which a provider corrects its own details: a file of what changed. Nothing is sent and nothing is kept.
import { find, findAll, save } from "./dom.js";
import { counted } from "./figures.js";

const page = find(document, "[data-ap-correct]");
const { base = "", format = "" } = page.dataset;
const form = find(page, "[data-ap-form]", HTMLFormElement);
const told = find(page, "[data-ap-said]");
const done = find(page, "[data-ap-done]");
const right = find(form, "[data-ap-right]", HTMLInputElement);
const fields = findAll(form, "[data-ap-field]").map(fieldOf);
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

/** The fields that now say something else. */
function changed() {
  return fields.filter(({ name, said }) => said() !== was[name]);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const some = changed();
  if (!some.length && !right.checked) {
    done.textContent = "Change something, or confirm that everything is correct.";
    return;
  }
  const file = {
    details: Number(format),
    provider: slug,
    right: right.checked,
    was: Object.fromEntries(some.map(({ name }) => [name, was[name]])),
    values: Object.fromEntries(some.map(({ name, said }) => [name, said()])),
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
    told.textContent = record.name;
    for (const link of findAll(form, "[data-ap-assess]", HTMLAnchorElement)) link.search = `?provider=${slug}`;
    form.hidden = false;
  } catch {
    told.textContent = "Start from your own page in the list of providers, and choose “Correct your details” there.";
  }
}

begin();
