// The editor's hooks: how it names files, and which records it refuses to save.
//
// Names are those of generator/apdir/names.py. The editor's own script calls what is here where plugin/editor.py says.
import { faultIn } from "./faults.js";
import { flatRecord, pathInRecord } from "./layout.js";
import { slugOf, visitName, visitNames } from "./names.js";
import { BODY, SOURCE } from "./record.js";
import { letters } from "./words.js";

const VISITS = /^visits-(.+)/;
// Behind the name of a visit that may be there already: it is refused before it is saved.
const AGAIN = "-again";
const THERE =
  "There is a visit to this provider on this day already. If this is another one, give the kind or the site that tells " +
  "it apart. If it is the same, open that record.";
const MOVED =
  "The day, the provider, the kind or the site is no longer the one that this record’s file is named after. Put it back, " +
  "and record the visit anew if it was another one.";

/** The address that a name makes. @param {unknown} name */
export function slug(name) {
  return slugOf(String(name), letters);
}

/**
 * The name of a new visit's file, from its fields and the entries of its collection; undefined for what is no visit.
 * @param {string} collection @param {FlatRecord} fields @param {EditorEntry[]} entries
 */
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

/**
 * What a change is known by at the code host: two providers may have a visit of the same name.
 * @param {string} collection @param {string} slug @param {EditorEntry | undefined} entry
 */
export function changeName(collection, slug, entry) {
  const provider = VISITS.test(collection) ? providerOf(Object.values(entry?.locales ?? {})[0]?.path) : undefined;
  return provider ? `${provider}-${slug}` : slug;
}

/** @param {string | undefined} path */
function providerOf(path) {
  return /^providers\/([^/]+)\//.exec(path ?? "")?.[1];
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.yml$/, "");
}

/**
 * Marks a field of the form that must not be saved as it is, with words for the officer.
 * @param {object} validity @param {string} collection @param {string} path @param {string | undefined} value
 * @param {FlatRecord} record
 */
export function checkField(validity, collection, path, value, record) {
  const fault = faultIn(collection, pathInRecord(path, record), value, flatRecord(record));
  if (fault) Object.assign(validity, { customError: true, customErrorMessage: fault });
}

/**
 * Stops a record that must not be saved as it is: its file's name, and what the form has no field for.
 * @param {EditorEntry} entry @param {boolean} isNew @param {string} collection
 */
export function beforeSaving(entry, isNew, collection) {
  for (const { path, content } of Object.values(entry.locales)) {
    if (isNew && path.endsWith(`${AGAIN}.yml`)) refuse(THERE);
    if (!isNew && VISITS.test(collection) && !isNamed(path, content)) refuse(MOVED);
    const record = flatRecord(content);
    const faults = Object.keys(record).flatMap((field) => {
      const fault = field !== SOURCE && faultIn(collection, field, record[field], record);
      return fault ? `${inWords(field)}: ${fault}` : [];
    });
    if (faults.length) refuse(faults.join(" "));
  }
}

/** @param {string} words */
function refuse(words) {
  // What the editor shows the message of.
  throw new Error("saving_failed", { cause: new Error(words) });
}

/** @param {string} path @param {FlatRecord} content */
function isNamed(path, { framework = "", date = "", kind, site, provider }) {
  const names = visitNames({ framework, date, kind: kind || "visit", site: site || null }, letters);
  return names.includes(nameOf(path)) && (!provider || provider === providerOf(path));
}

// The path of a field as a person reads it: items of lists are counted from 1.
/** @param {string} path */
function inWords(path) {
  if (path === BODY) return "Description";
  return path.replace(/\.(\d+)(?=\.|$)/g, (_, at) => `.${Number(at) + 1}`).replaceAll("_", " ");
}
