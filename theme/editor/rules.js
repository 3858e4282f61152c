// What the editor does by the rules of these records: how it names files, and what it does not save.
//
// Names are those of generator/apdir/names.py, placeholders those of generator/apdir/placeholders.py: the build writes both, as far
// as they are lists, into words.js. The editor's own script calls what is here where plugin/editor.py says.
import { slugOf, visitName } from "./names.js";
import { BODY, SOURCE } from "./record.js";
import { letters, placeholders, sentence } from "./words.js";

const VISITS = /^visits-(.+)/;
// Behind the name of a visit that may be there already: it is refused before it is saved.
const AGAIN = "-again";
const LEFT = "This is still what the template says, not what is so. Write what is so, or leave the field empty.";
const THERE =
  "There is a visit to this provider on this day already. If this is another one, give the kind or the site that tells " +
  "it apart. If it is the same, open that record.";

const known = new Set(placeholders);
const longest = Math.max(...placeholders.map((words) => words.length));
/** Signs before and behind the words of a line, as `same` of generator/apdir/placeholders.py leaves them out. */
const MARKS = /^[\s>#*_~`\\"“”+.…-]+|[\s>#*_~`\\"“”+.…-]+$/g;
const leftOver = new RegExp(sentence, "i");

/** The address that a name makes. */
export function slug(name) {
  return slugOf(String(name), letters);
}

/** The name of a new visit's file, from its fields and the entries of its collection; undefined for what is no visit. */
export function newName(collection, fields, entries) {
  const framework = VISITS.exec(collection)?.[1];
  if (!framework || !fields.provider || !fields.date) return undefined;
  const kind = fields.kind || "visit";
  const site = fields.site || null;
  const others = entries
    .flatMap((entry) => Object.values(entry.locales))
    .filter(({ path, content }) => providerOf(path) === fields.provider && content?.date === fields.date)
    .map(({ path, content }) => ({ name: nameOf(path), kind: content.kind || "visit", site: content.site || null }));
  const name = visitName({ framework, date: fields.date, kind, site }, others, letters);
  return name ?? `${fields.date}-${framework}${AGAIN}`;
}

/** What a change is known by at the code host: two providers may have a visit of the same name. */
export function changeName(collection, slug, entry) {
  const provider = VISITS.test(collection) ? providerOf(Object.values(entry?.locales ?? {})[0]?.path) : undefined;
  return provider ? `${provider}-${slug}` : slug;
}

function providerOf(path) {
  return /^providers\/([^/]+)\//.exec(path ?? "")?.[1];
}

function nameOf(path) {
  return path.split("/").at(-1).replace(/\.yml$/, "");
}

/** Stops a record that must not be saved as it is, with words for the officer. */
export function beforeSaving(entry, isNew) {
  for (const { path, content } of Object.values(entry.locales)) {
    if (isNew && path.endsWith(`${AGAIN}.yml`)) refuse(THERE);
    const left = Object.keys(content).find((field) => field !== SOURCE && isLeft(content[field]));
    if (left !== undefined) refuse(`${left === BODY ? "Description" : inWords(left)}: ${LEFT}`);
  }
}

function refuse(words) {
  // What the editor shows the message of.
  throw new Error("saving_failed", { cause: new Error(words) });
}

// The path of a field as a person reads it: items of lists are counted from 1.
function inWords(path) {
  return path.replace(/\.(\d+)(?=\.|$)/g, (_, at) => `.${Number(at) + 1}`).replaceAll("_", " ");
}

function isLeft(value) {
  return typeof value === "string" && (value.split("\n").some(isPlaceholder) || leftOver.test(value));
}

function isPlaceholder(text) {
  if (text.length > 2 * longest) return false;
  const words = text.replaceAll("’", "'").trim().split(/\s+/).join(" ");
  return known.has(words.replace(MARKS, "").toLowerCase());
}
