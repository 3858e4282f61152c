// The page that asks providers: messages that the reader's own mail program sends. Nothing is sent or kept here.
import { fetchDetails } from "./details.js";
import { button, find, findAll, node, unseen } from "./dom.js";
import { counted } from "./figures.js";
import { pupilIn } from "./pupil.js";
import { read } from "./question.js";
import { saved, slugsOf } from "./shortlist.js";
import { daysSince, inWords } from "./until.js";

const page = find(document, "[data-ap-enquiry]");
const part = (/** @type {string} */ name) => find(page, `[data-ap-${name}]`);
const { base = "", directory = "", team = "", email: council = "" } = page.dataset;
const more = find(page, "[data-field=more]", HTMLTextAreaElement);
const start = find(page, "[data-field=start]", HTMLInputElement);
/** A day so long past, or so far off, is no first day of a placement: a date of birth is neither. */
const [PAST, AHEAD] = [60, 1000];

const boxes = (/** @type {string} */ name) => findAll(part(name), "input", HTMLInputElement);
const labels = (/** @type {string} */ name) =>
  boxes(name).flatMap((box) => (box.checked ? [box.parentElement?.textContent?.trim() ?? ""] : []));
const chosen = (/** @type {string} */ name) => boxes(name).flatMap((box) => (box.checked ? [box.value] : []));

/** @type {Promise<(text: string) => { kind: string, words: string } | null> | undefined} */
let checker;

/** What must not be in a message, in words; empty where there is nothing. */
async function refused() {
  const days = start.value ? daysSince(start.value) : 0;
  if (days > PAST || days < -AHEAD) return "Give the first day of a placement: it is not so long ago or so far off.";
  if (!more.value.trim()) return "";
  checker ??= fetch(`${base}ask/pupil.json`).then(async (answer) => pupilIn(await answer.json()));
  try {
    const found = (await checker)(more.value);
    return found && `Take out “${found.words}”: it may be ${found.kind}. Ask about the place, not about a pupil.`;
  } catch {
    checker = undefined;
    return "What you wrote could not be checked, because a file did not load. Try again, or leave it out.";
  }
}

/** What is looked for, a line each. */
function wanted() {
  return [
    ["Key stage", labels("stages").map((words) => words.replace("Key stage ", ""))],
    ["Needs", labels("needs")],
    ["Days", labels("days")],
    ["From", start.value ? [inWords(start.value)] : []],
  ].flatMap(([name, words]) => (words.length ? [`${name}: ${[words].flat().join(", ")}`] : []));
}

/** @param {string} name */
function toProvider(name) {
  const asks = chosen("questions").map((question) => `- ${question}`);
  const also = more.value.trim();
  const lines = [
    "Hello,",
    "",
    `We are looking for a place in alternative provision, and found ${name} in ${directory}.`,
  ];
  if (wanted().length) lines.push("", ...wanted());
  if (asks.length) lines.push("", "Please tell us:", ...asks);
  if (also) lines.push("", also);
  return [...lines, "", "Please send no pupil’s details by email.", ""].join("\n");
}

function toCouncil() {
  const lines = ["Hello,", "", `We looked for a place in ${directory} and found none.`];
  if (wanted().length) lines.push("", ...wanted());
  return [...lines, "", "Do you know of one?", ""].join("\n");
}

/** @param {string} title @param {string} to @param {string} subject @param {string} body @param {Child} [note] */
function message(title, to, subject, body, note) {
  const said = node("span", { class: "ap-small", role: "status" });
  const address = encodeURIComponent(to).replaceAll("%40", "@").replaceAll("%2B", "+");
  const query = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(body);
      said.textContent = "Copied.";
    } catch {
      getSelection()?.selectAllChildren(text);
      said.textContent = "Copy what is marked.";
    }
  };
  const text = node("pre", { class: "ap-message", tabindex: "0", "aria-label": `Message: ${title}` }, body);
  const open = node("a", { href: `mailto:${address}?${query}` }, "Open in your email", unseen(` for ${title}`));
  const tools = node(
    "p",
    { class: "ap-tools" },
    to && open,
    button(copy, "Copy", unseen(` the message for ${title}`)),
    said,
  );
  return node("section", {}, node("h3", {}, title), note && node("p", {}, note), text, tools);
}

/** @param {string} slug @param {Details} it */
function ofProvider(slug, it) {
  const link = node("a", { href: `${base}providers/${slug}/` }, it.name);
  if (it.plan.closed)
    return node("section", {}, node("h3", {}, link), node("p", {}, `${it.plan.closed}: it takes no referrals now.`));
  const lines = (it.values.at(-1) ?? []).map(String);
  const to = lines.find((line) => /^[^\s@<>]+@[^\s@<>]+$/.test(line)) ?? "";
  const note = to ? "" : `No email address is listed. Contact: ${lines.join(", ")}.`;
  return message(it.name, to, "Enquiry about a place", toProvider(it.name), note);
}

async function show() {
  const given = slugsOf(new URLSearchParams(location.search).getAll("p"));
  const slugs = given.length ? given : saved();
  const why = await refused();
  part("refused").textContent = why || "";
  part("messages").hidden = true;
  if (why) return why.startsWith("Give") ? start.focus() : more.focus();
  try {
    const all = await fetchDetails(page.dataset, slugs);
    const none = message(`${team}: none was found`, council, "No place was found", toCouncil());
    part("list").replaceChildren(...[...all].map(([slug, it]) => ofProvider(slug, it)), none);
    part("said").textContent = `${counted(all.size)} below.`;
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    return undefined;
  }
  part("messages").hidden = false;
  return find(part("messages"), "h2").focus();
}

const { chosen: asked } = read(location.search);
for (const [name, values] of Object.entries({ stages: asked.stage, needs: asked.need, days: asked.day })) {
  for (const box of boxes(name)) box.checked = values.includes(box.value);
}
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
find(part("form"), "button.ap-button", HTMLButtonElement).disabled = false; // till then a press would leave the page
// What was written of an earlier answer must not be sent.
part("form").addEventListener("input", () => {
  part("messages").hidden = true;
  part("said").textContent = "";
});
