// A form on a screen: filled in for one provider where the address names one, printed with its name on every page, and
// saved as the fillable PDF, which opens here again. Nothing is sent; a draft is kept on the device if the reader asks.
import { find, findAll, node } from "./dom.js";
import { draftOf, keepDraft } from "./form-drafts.js";

const form = find(document, "main form", HTMLFormElement);
const printing = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, printing];

const tool = (/** @type {string} */ name) => find(document, `[data-ap-${name}]`);
const said = tool("said");
const say = (/** @type {(Node | string)[]} */ ...words) => said.replaceChildren(...words);
const asked = new URLSearchParams(location.search).get("provider");
const isSlug = (/** @type {string | null} */ text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text ?? "");
/** The folder of the provider that the form is for, once it is known; empty where there is none. */
let slug = "";

const field = (/** @type {string} */ name) => findAll(form, `input[name=${name}]`, HTMLInputElement)[0];
const title = find(document, "h1").textContent.trim();
const version = find(document, ".facts dd").textContent.trim();

// Text as the value of `content` in a style sheet.
const quoted = (/** @type {string} */ text) => `"${text.replace(/[^\p{L}\p{N}\u2003 .,:;/()&'’…_-]/gu, " ")}"`;

const head = () => {
  const provider = field("provider")?.value.trim();
  const date = field("date")?.value.trim();
  const line = "_".repeat(14);
  const who = field("provider")
    ? `Provider: ${provider ? (provider.length > 60 ? `${provider.slice(0, 60)}…` : provider) : "_".repeat(38)}\u2003\u2003`
    : "";
  const when = field("date") ? `Date: ${date || line}` : "";
  printing.replaceSync(
    `@page { @top-left { content: ${quoted(who + when)} } @bottom-left { content: ${quoted(`${title}. Version ${version}`)}; font: 8.5pt Arial, sans-serif; vertical-align: top; padding-top: 4mm } }`,
  );
};

/** Whether an option says a fact, at its end or as its key. @param {string} option @param {string} fact */
const says = (option, fact) => ` ${option}`.endsWith(` ${fact}`) || option.startsWith(`${fact}:`);

/** @param {Record<string, string>} facts */
const fill = (facts) => {
  for (const input of findAll(form, "[data-fills]")) {
    const value = facts[input.dataset.fills ?? ""];
    if (value === undefined) continue;
    if (input instanceof HTMLTextAreaElement) input.value = value;
    else if (!(input instanceof HTMLInputElement)) throw new Error(`no field: ${input.localName}`);
    else if (input.type === "radio") input.checked ||= says(input.value, value);
    else if (input.type === "checkbox") input.checked = true;
    else input.value = value;
  }
  const provider = field("provider");
  if (provider && facts.name) provider.value = facts.name;
};

/** What is known of the provider, and of the plan, that the page was opened for: cleared, the form has it again. @type {Record<string, string>} */
let known = {};
/** What the page says once a plan has filled it in. */
let planned = "";
/** @param {string} folder */
const forProvider = async (folder) => {
  try {
    if (!isSlug(folder)) throw new Error("no folder of a provider");
    const answer = await fetch(new URL(`../../providers/${folder}/`, location.href));
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    known = { ...known, ...JSON.parse(find(page, "#form-facts", HTMLDataElement).value) };
    slug ||= folder;
    if (drafted) return;
    fill(known);
    growAll();
    say(planned || `Filled in for ${known.name}.`);
  } catch {
    say("This directory has no such provider, so nothing was filled in.");
  }
  head();
};

// A second press on a chosen answer takes it back: an answer that is left out is unanswered, and may be wanted so.
/** @type {HTMLInputElement | null} */
let chosen = null;
/** @param {unknown} target @returns {target is HTMLInputElement} */
const isRadio = (target) => target instanceof HTMLInputElement && target.type === "radio";
form.addEventListener("pointerdown", ({ target }) => {
  const label = target instanceof Element ? target.closest("label") : null;
  const radio = isRadio(target) ? target : label?.querySelector("input[type=radio]");
  chosen = isRadio(radio) && radio.checked ? radio : null;
});
form.addEventListener("click", (event) => {
  if (!chosen || event.target !== chosen) return;
  chosen.checked = false;
  changed();
});
form.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!isRadio(target) || (key !== "Delete" && key !== "Backspace")) return;
  target.checked = false;
  changed();
});
form.addEventListener("input", head);
// Who presses Enter in a field has not finished.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.print();
});

tool("tools").hidden = false;
for (const end of findAll(form, "p.tools button", HTMLButtonElement)) end.disabled = end.hidden = false;
tool("print").addEventListener("click", () => window.print());

/** What is written, by the fields' names. @returns {Record<string, string>} */
const answers = () =>
  Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));

/** Puts answers into their fields, and empties all others. @param {Record<string, string>} given */
const put = (given) => {
  for (const input of findAll(form, "[name]")) {
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) continue;
    const value = given[input.name];
    if (input instanceof HTMLInputElement && /radio|checkbox/.test(input.type)) input.checked = value === input.value;
    else input.value = value ?? "";
  }
  growAll();
  head();
};

/** The answers before they were cleared. @type {Record<string, string> | null} */
let cleared = null;
const undo = tool("undo");
tool("clear").addEventListener("click", () => {
  const before = answers();
  if (!confirm("Clear every answer? You can undo this while this page is open.")) return;
  begin();
  keepDraft(draftName);
  drafted = false;
  cleared = before;
  undo.hidden = false;
  say("Cleared.");
});
undo.addEventListener("click", () => {
  if (cleared) put(cleared);
  say("Your answers are back.");
  undo.hidden = true;
  changed();
  tool("clear").focus();
});

const draftName = [form.dataset.form, asked ?? ""].join("/");
/** Whether the page shows a draft: what is known of the provider is in it, or was changed. */
let drafted = false;
const keeps = find(document, "[data-ap-keep]", HTMLInputElement);
/** What was written and not printed, saved or kept since is lost with the page. */
let written = false;
/** Keeps the draft where the reader asks for one. */
const changed = () => {
  written = !keeps.checked || !keepDraft(draftName, { saved: new Date().toISOString(), answers: answers() });
  if (keeps.checked && written) say("This device will not store a draft. Download the form as a PDF instead.");
};
keeps.addEventListener("change", () => {
  if (keeps.checked) changed();
  else {
    keepDraft(draftName);
    written = Object.keys(answers()).length > 0;
  }
  if (!keeps.checked || !written) say(keeps.checked ? "A draft is kept on this device." : "The draft is deleted.");
});
const openDraft = () => {
  const draft = draftOf(draftName);
  drafted = keeps.checked = draft !== undefined;
  if (!draft) return;
  put(draft.answers);
  const day = new Date(draft.saved).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  say(`Your draft of ${day} is open. It is only on this device.`);
};

const pdfLib = () =>
  Promise.all([import("./form-pdf.js"), import(new URL("pdf-lib/dist/pdf-lib.esm.min.js", import.meta.url).href)]);
/** `1 answer is` or `3 answers are`. @param {unknown[]} list */
const many = ({ length }) => (length === 1 ? "1 answer is" : `${length} answers are`);

const download = async () => {
  say("Making the PDF…");
  try {
    const blank = fetch(`${form.dataset.blank}`).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.arrayBuffer();
    });
    const [[{ filled }, lib], content] = await Promise.all([pdfLib(), blank]);
    const { bytes, long, unlike } = await filled(lib, new Uint8Array(content), answers(), slug);
    const name = [form.dataset.form, slug].filter(Boolean).join("-");
    const link = node("a", {
      href: URL.createObjectURL(new Blob([bytes], { type: "application/pdf" })),
      download: `${name}.pdf`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    written = false;
    const words = ["The PDF is saved with your other downloads. To go on later, open it here or in any PDF viewer."];
    if (long.length) words.push(`${many(long)} longer than the box on paper: print this page to have all of it.`);
    if (unlike.length) words.push(`${many(unlike)} in letters that show as “?” on paper; the file itself has them.`);
    say(words.join(" "));
  } catch {
    say("The PDF could not be made. Try again, or print this page.");
  }
};
for (const button of document.querySelectorAll("[data-ap-download]")) button.addEventListener("click", download);

const chooser = find(document, "[data-ap-open]", HTMLInputElement);
chooser.addEventListener("change", async () => {
  const file = chooser.files?.[0];
  chooser.value = "";
  if (!file || (written && !confirm("Replace what you have written with what is in this PDF?"))) return;
  say("Opening the PDF…");
  try {
    const [{ read, NotReadable }, lib] = await pdfLib();
    try {
      const found = await read(lib, new Uint8Array(await file.arrayBuffer()));
      if (found.form !== form.dataset.form) {
        const there = node("a", { href: `../${found.form}/` }, found.form);
        say("This PDF is another form. ", ...(isSlug(found.form) ? ["Open it on the page of ", there, "."] : []));
      } else if (found.fields !== form.dataset.fields) {
        say("This PDF is another version of this form, whose questions may differ. Nothing was filled in.");
      } else {
        put(found.values);
        if (isSlug(found.provider)) slug = found.provider;
        changed();
        say(`${file.name} is open.`);
      }
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      say(error.message);
    }
  } catch {
    say("The PDF could not be opened. Try again.");
  }
});

// Where a box does not grow with its text by itself, it is made to.
const grows = CSS.supports("field-sizing", "content");
const grow = (/** @type {HTMLTextAreaElement} */ box) => {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
};
const growAll = () => {
  if (!grows) findAll(form, "textarea", HTMLTextAreaElement).forEach(grow);
};

// A line does not wrap: what is longer than it stands beside it while the page is printed.
const wholeLines = () => {
  for (const line of findAll(form, "input[type=text]", HTMLInputElement)) {
    if (line.scrollWidth <= line.clientWidth) continue;
    line.classList.add("too-long");
    line.after(node("span", { class: "whole-line" }, line.value));
  }
};
const lines = () => {
  for (const whole of form.querySelectorAll(".whole-line")) whole.remove();
  for (const line of form.querySelectorAll(".too-long")) line.classList.remove("too-long");
};
window.addEventListener("beforeprint", () => {
  lines();
  growAll();
  wholeLines();
});

form.addEventListener("input", (event) => {
  changed();
  if (!grows && event.target instanceof HTMLTextAreaElement) grow(event.target);
});
window.addEventListener("afterprint", () => {
  written = false;
  lines();
});
// What is lost with the page is asked about before it goes.
window.addEventListener("beforeunload", (event) => {
  if (written) event.preventDefault();
});

const begin = () => {
  form.reset();
  fill(known);
  written = false;
  growAll();
  head();
};

// A browser gives a page its answers back when it is loaded again, or come back to: another may hold the tablet by then.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!written || persisted) begin();
  openDraft();
  if (asked !== null) forProvider(asked);
});

// A plan that opened this window hands over what it knows, from window to window: no address or store has it.
window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== window.opener || typeof data?.plan !== "object") return;
  known = { ...data.plan, ...known };
  if (drafted) return;
  fill(known);
  growAll();
  head();
  planned = "Filled in from your plan. Read it through, and fill in the rest.";
  say(planned);
});
window.opener?.postMessage("ap-form", location.origin);
