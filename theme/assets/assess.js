// The page on which a provider says before a visit how it meets a framework. Nothing is sent and nothing is kept.
import { find, findAll, save } from "./dom.js";
import { counted } from "./figures.js";

const page = find(document, "[data-ap-assess]");
const { base = "", format = "", framework = "", version = "" } = page.dataset;
const form = find(page, "[data-ap-form]", HTMLFormElement);
const told = find(page, "[data-ap-said]");
const done = find(page, "[data-ap-done]");
const opened = find(page, "[data-ap-opened]");
const fields = findAll(form, "[data-ap-field]", HTMLTextAreaElement);
const slug = new URLSearchParams(location.search).get("provider") ?? "";
/** Whether something is written that no file has. */
let unsaved = false;

/** What is written, by requirement. @returns {Record<string, string>} */
function written() {
  return Object.fromEntries(
    fields.flatMap((field) => (field.value.trim() ? [[field.dataset.apField ?? "", field.value.trim()]] : [])),
  );
}

form.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLTextAreaElement) unsaved = true;
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = written();
  const count = Object.keys(values).length;
  if (!count) {
    done.textContent = "Nothing is written yet.";
    return;
  }
  const file = { self_assessment: Number(format), provider: slug, framework, version, values };
  save(`${slug}-${framework}-self-assessment.json`, "application/json", `${JSON.stringify(file, null, 1)}\n`);
  unsaved = false;
  done.textContent = `Saved, with ${counted(count, "answer")} of ${fields.length}.`;
  find(page, "[data-ap-send]").hidden = false;
});

find(form, "[data-ap-open]", HTMLInputElement).addEventListener("change", async ({ target }) => {
  const [file] = /** @type {HTMLInputElement} */ (target).files ?? [];
  if (!file) return;
  try {
    const saved = JSON.parse(await file.text());
    if (saved.provider !== slug || saved.framework !== framework || saved.version !== version)
      throw new Error("another one");
    const had = written();
    for (const field of fields) {
      const name = field.dataset.apField ?? "";
      // What is written here already stays.
      if (!had[name]) field.value = String(saved.values[name] ?? "").slice(0, field.maxLength);
    }
    opened.textContent = `Opened. ${counted(Object.keys(written()).length, "answer")} of ${fields.length}.`;
  } catch {
    opened.textContent = "This is no file that this page saved for this provider and this version.";
  }
});

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

async function begin() {
  try {
    if (!/^[a-z0-9-]+$/.test(slug)) throw new Error("no provider");
    const answer = await fetch(`${base}api/v1/providers/${slug}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    told.textContent = (await answer.json()).name;
    form.hidden = false;
  } catch {
    told.textContent =
      "Start from your own page in the list of providers: choose “Correct your details” there, then the framework.";
  }
}

begin();
