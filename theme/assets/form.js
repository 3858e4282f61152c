// A form on a screen: filled in for one provider where the address names one, printed with its name on every page.
// Nothing is sent and nothing is kept: what is written stays in this window.
import { find, findAll, node } from "./dom.js";

const form = find(document, "main form", HTMLFormElement);
const printing = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, printing];

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
/** @param {string} slug */
const forProvider = async (slug) => {
  const said = find(document, ".filled");
  said.hidden = false;
  try {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new Error("no folder of a provider");
    const answer = await fetch(new URL(`../../providers/${slug}/`, location.href));
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    known = { ...known, ...JSON.parse(find(page, "#form-facts", HTMLDataElement).value) };
    fill(known);
    growAll();
    said.textContent = planned || `Filled in for ${known.name}.`;
  } catch {
    said.textContent = "This directory has no such provider, so nothing was filled in.";
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
  if (chosen && event.target === chosen) chosen.checked = false;
});
form.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (isRadio(target) && (key === "Delete" || key === "Backspace")) target.checked = false;
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

const print = find(document, ".print");
print.hidden = false;
print.addEventListener("click", () => window.print());
const end = find(form, "[type=submit]", HTMLButtonElement);
end.disabled = end.hidden = false;
const clear = find(document, ".clear");
clear.hidden = false;
clear.addEventListener("click", () => {
  if (confirm("Clear every answer? You cannot undo this.")) begin();
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

// Nothing is kept, so what was written and not printed since is lost with the page: say so before it goes.
let written = false;
form.addEventListener("input", (event) => {
  written = true;
  if (!grows && event.target instanceof HTMLTextAreaElement) grow(event.target);
});
window.addEventListener("afterprint", () => {
  written = false;
  lines();
});
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
  const slug = new URLSearchParams(location.search).get("provider");
  if (slug !== null) forProvider(slug);
});

// A plan that opened this window hands over what it knows, from window to window: no address or store has it.
window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== window.opener || typeof data?.plan !== "object") return;
  known = { ...data.plan, ...known };
  fill(known);
  growAll();
  head();
  planned = "Filled in from your plan. Read it through, and fill in the rest.";
  const said = find(document, ".filled");
  said.hidden = false;
  said.textContent = planned;
});
window.opener?.postMessage("ap-form", location.origin);
