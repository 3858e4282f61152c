// A visit's fields where the form has them, and where its record does.
//
// The record has all judgements together and all evidence together, by requirement; the form has under each theme its
// requirements, each with its judgement beside its evidence. generator/apdir/editor/visits.py says what stands where.
import { forms } from "./words.js";

// Which of the framework's rows a row is, in the form alone.
const ROW = "row";
const OTHER = "other_row";
const MARK = "mark_";
const EVERY = "every_mark";
const THEME = /^theme_/;

/** @param {RecordFields} fields @returns {RecordFields} */
export function toForm(fields) {
  const form = forms[String(fields.framework)];
  if (!form) return fields;
  const found = /** @type {RecordFields} */ (structuredClone(fields));
  for (const [record, inForm] of form.places) move(found, record, inForm);
  if (form.rows.length) found.rows = rowsInForm(Array.isArray(found.rows) ? found.rows : [], form.rows);
  return found;
}

/**
 * ``before``: the record that this one was made from. What it has stays, though nothing is in it but the items.
 * @param {RecordFields} fields @param {RecordFields} before @returns {RecordFields}
 */
export function toRecord(fields, before) {
  const form = forms[String(fields.framework)];
  if (!form) return fields;
  const heads = [...new Set(form.places.map(([record]) => record.split(".")[0]))];
  const themes = Object.keys(fields).filter((name) => THEME.test(name));
  /** @type {RecordFields} */
  const found = {};
  for (const [name, value] of Object.entries(structuredClone(fields))) {
    // What is moved comes to stand where its theme stood among the fields of the form.
    if (name === themes[0]) for (const head of heads) found[head] ??= fields[head] ?? {};
    found[name] = value;
  }
  for (const [record, inForm] of form.places) move(found, inForm, record);
  if (Array.isArray(found.rows)) {
    const had = Array.isArray(before.rows) ? before.rows.map(itemsOf) : [];
    const rows = found.rows.map((row) => rowInRecord(row, form.rows));
    found.rows = rows.filter((row) => saysMore(row) || had.includes(itemsOf(row)));
  }
  return found;
}

/**
 * A flat record of the form as one of the record: the same values by the record's paths.
 * @param {FlatRecord} record @returns {FlatRecord}
 */
export function flatRecord(record) {
  const places = placesOf(record);
  return Object.fromEntries(Object.entries(record).map(([path, value]) => [pathIn(places, path), value]));
}

/** The path in its record of a field of the form. @param {string} path @param {FlatRecord} record */
export function pathInRecord(path, record) {
  return pathIn(placesOf(record), path);
}

/** @param {FlatRecord} record */
function placesOf({ framework }) {
  return new Map(forms[framework ?? ""]?.places.map(([inRecord, inForm]) => [inForm, inRecord]));
}

/** @param {Map<string, string>} places @param {string} path */
function pathIn(places, path) {
  for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) {
    const found = places.get(path.slice(0, end));
    if (found) return found + path.slice(end);
  }
  return path;
}

/**
 * Moves what stands at a path to another, beside what stands there already. @param {RecordFields} fields
 * @param {string} from @param {string} to
 */
function move(fields, from, to) {
  const [there, name] = at(fields, from);
  const value = there?.[name];
  if (!there || value === undefined) return;
  const [target, last] = at(fields, to, true);
  if (!target) return;
  const before = target[last];
  if (before !== undefined && !(isGroup(before) && isGroup(value))) return;
  target[last] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
  delete there[name];
  if (!Object.keys(there).length) remove(fields, from);
}

/**
 * What holds a path's last step, made where it is not there and `make` says so. @param {RecordFields} fields
 * @param {string} path @param {boolean} [make] @returns {[RecordFields | undefined, string]}
 */
function at(fields, path, make = false) {
  const steps = path.split(".");
  const last = /** @type {string} */ (steps.pop());
  /** @type {RecordFields | undefined} */
  let here = fields;
  for (const step of steps) {
    if (here && make) here[step] ??= {};
    const next = /** @type {RecordValue} */ (here?.[step]);
    here = isGroup(next) ? next : undefined;
  }
  return [here, last];
}

/** @param {RecordFields} fields @param {string} path */
function remove(fields, path) {
  const [there, name] = at(fields, path.slice(0, path.lastIndexOf(".")));
  if (there) delete there[name];
}

/** @param {RecordValue} value @returns {value is RecordFields} */
function isGroup(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}

/**
 * The rows that a record has, and the framework's others where they belong among them. @param {RecordValue[]} had
 * @param {import("./words.js").FormRow[]} rows @returns {RecordValue[]}
 */
function rowsInForm(had, rows) {
  const found = had.map((row) => rowInForm(row, rows));
  const marked = new Set(had.flatMap((row) => itemsOf(row).split(",")));
  let next = 0;
  for (const [name, items] of rows) {
    const at = found.findIndex((row) => isGroup(row) && row[ROW] === name);
    if (at >= 0) next = at + 1;
    else if (!items.some((item) => marked.has(item))) found.splice(next++, 0, { [ROW]: name, items });
  }
  return found;
}

/** @param {RecordValue} row @param {import("./words.js").FormRow[]} rows @returns {RecordValue} */
function rowInForm(row, rows) {
  if (!isGroup(row)) return row;
  const { marks } = row;
  const known = rows.find(([, ids]) => ids.join() === itemsOf(row));
  // What has more marks than it may is shown as it is.
  const fits = known && Array.isArray(marks) && marks.length <= known[2];
  if (!fits) return { [ROW]: known && !marks ? known[0] : OTHER, ...row };
  const numbered = Object.fromEntries(marks.map((mark, at) => [MARK + (at + 1), mark]));
  return { [ROW]: known[0], ...row, marks: numbered };
}

/** @param {RecordValue} row @param {import("./words.js").FormRow[]} rows @returns {RecordValue} */
function rowInRecord(row, rows) {
  if (!isGroup(row)) return row;
  const { [ROW]: name, items, evidence, note, marks: given, ...found } = row;
  const known = rows.find(([each]) => each === name);
  if (!known || !isGroup(given)) return { items, evidence, note, marks: given, ...found };
  // Marks are kept in order, and not by prompt.
  const marks = Array.from({ length: known[2] }, (_, at) => text(given[MARK + (at + 1)]) || text(given[EVERY]));
  return { items, evidence, note, marks: marks.filter(Boolean), ...found };
}

/** The items of a row, in one text. @param {RecordValue} row */
function itemsOf(row) {
  return isGroup(row) && Array.isArray(row.items) ? row.items.join() : "";
}

/** Whether anything but its items is said of a row. @param {RecordValue} row */
function saysMore(row) {
  if (!isGroup(row)) return Boolean(text(row));
  return Object.entries(row).some(
    ([name, value]) => name !== "items" && text(Array.isArray(value) ? value.join("") : value),
  );
}

/** @param {RecordValue} value */
function text(value) {
  return String(value ?? "").trim();
}
