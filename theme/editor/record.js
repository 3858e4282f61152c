// A record's text as the web editor's fields, and back.
//
// Every value is read as text, as the checker reads it: `no`, "01332…" and 4.10 arrive as they were written. What was
// not changed keeps its lines, with their comments, quotation marks and order; the new text is read again, and where it
// would not say what it should, the whole record is written anew.
import { CORE_SCHEMA, dump, FAILSAFE_SCHEMA, load } from "./js-yaml/js-yaml.js";
import { toForm, toRecord } from "./layout.js";

// Where the text that a record was read from is kept beside its fields, and a description below the front matter.
export const SOURCE = "written_before";
export const BODY = "body";
// The editor takes a dot in a name for a step down, and a number for a place in a list.
const AWKWARD = /\.|^\d+$/;
const DOT = "․";

// Whom a visit was to: its folder says it, so no record does unless it did before.
const PROVIDER = "provider";

export const yaml = {
  /** @param {string} text @param {string} [path] @returns {RecordFields} */
  fromFile(text, path) {
    const fields = toForm(fieldsOf(text, text));
    return { ...fields, [PROVIDER]: fields[PROVIDER] ?? /^providers\/([^/]+)\//.exec(path ?? "")?.[1] };
  },
  /** @param {RecordFields} fields */
  toFile({ [PROVIDER]: provider, ...fields }) {
    const before = read(sourceOf(fields));
    const record = toRecord(fields, before);
    return textOf(PROVIDER in before ? { [PROVIDER]: provider, ...record } : record);
  },
};

export const markdown = {
  /** @param {string} text @returns {RecordFields} */
  fromFile(text) {
    const parts = /^---\n([\s\S]*?)\n---(?:\n([\s\S]*))?$/.exec(text);
    if (!parts) return { [BODY]: text };
    return { ...fieldsOf(parts[1], text), [BODY]: (parts[2] ?? "").replace(/^\n/, "") };
  },
  /** @param {RecordFields} fields */
  toFile({ [BODY]: body, ...fields }) {
    const before = /^---\n([\s\S]*?)\n---(\n\n?)/.exec(sourceOf(fields));
    const head = textOf({ ...fields, [SOURCE]: before?.[1] ?? "" }).trimEnd();
    const text = String(body ?? "").trim();
    return text ? `---\n${head}\n---${before?.[2] ?? "\n"}${text}\n` : `---\n${head}\n---\n`;
  },
};

/** @param {string} text @param {string} source @returns {RecordFields} */
function fieldsOf(text, source) {
  const fields = renamed(read(text), (name) => (AWKWARD.test(name) ? `_${name.replaceAll(".", DOT)}` : name));
  return { .../** @type {RecordFields} */ (fields), [SOURCE]: source };
}

/** The text that a record was read from. @param {RecordFields} fields */
const sourceOf = ({ [SOURCE]: source }) => (typeof source === "string" ? source : "");

/** A field's name as the record has it. @param {string} name */
export function plainName(name) {
  return name.startsWith("_") ? name.slice(1).replaceAll(DOT, ".") : name;
}

/** @param {RecordFields} all */
function textOf(all) {
  const before = sourceOf(all);
  const { [SOURCE]: _, ...fields } = all;
  const plainNames = renamed(fields, plainName);
  const wanted = /** @type {RecordFields} */ (filled(plainNames) ?? {});
  if (before) {
    const patched = patch(before.split("\n"), filled(read(before)) ?? {}, wanted);
    const text = patched && `${patched.join("\n").trimEnd()}\n`;
    if (text && means(text, wanted)) return text;
  }
  return written(wanted);
}

/** @param {string} text @returns {RecordFields} */
function read(text) {
  const found = text.trim() ? load(text, { schema: FAILSAFE_SCHEMA }) : null;
  return found && typeof found === "object" ? /** @type {RecordFields} */ (found) : {};
}

/** @param {RecordValue} value @param {import("./js-yaml/js-yaml.js").Style} [style] */
function written(value, style = {}) {
  return dump(plain(value), { schema: CORE_SCHEMA, lineWidth: 118, noRefs: true, quotingType: '"', ...style });
}

/**
 * Whole numbers are written without quotation marks; the checker reads either.
 * @param {RecordValue} value @returns {RecordValue}
 */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return typeof value === "string" && /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
}

/** @param {RecordValue} value @param {(key: string) => string} name @returns {RecordValue} */
function renamed(value, name) {
  if (Array.isArray(value)) return value.map((inner) => renamed(inner, name));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), renamed(inner, name)]));
}

/**
 * A field left empty is left out, as the checker reads it; every value is text.
 * @param {RecordValue} value @returns {RecordValue}
 */
function filled(value) {
  if (Array.isArray(value)) {
    // An empty cell keeps its place among the others of its row.
    const cells = value.some((inner) => typeof inner === "string" && inner.trim());
    const items = value
      .map((inner) => filled(inner) ?? (cells ? "" : undefined))
      .filter((inner) => inner !== undefined);
    return items.length ? items : undefined;
  }
  if (value && typeof value === "object") {
    const entries = Object.entries(value)
      .map(([key, inner]) => [key, filled(inner)])
      .filter(([, inner]) => inner !== undefined);
    return entries.length ? Object.fromEntries(entries) : undefined;
  }
  const text = value === null || value === undefined ? "" : String(value);
  return text.trim() ? text : undefined;
}

/**
 * Spaces and empty lines at either end mean nothing; the editor takes them off.
 * @param {RecordValue} one @param {RecordValue} other @returns {boolean}
 */
function same(one, other) {
  if (typeof one === "string" && typeof other === "string") return one.trim() === other.trim();
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return one === other;
  const others = new Map(Object.entries(other));
  const parts = Object.entries(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    parts.length === others.size &&
    parts.every(([key, part]) => others.has(key) && same(part, others.get(key)))
  );
}

/** @param {string} text @param {RecordValue} wanted */
function means(text, wanted) {
  try {
    return same(filled(read(text)) ?? {}, wanted);
  } catch {
    return false;
  }
}

/**
 * The lines with what changed put in its place; null where the parts are not written one under the other.
 * @param {string[]} lines @param {RecordValue} before @param {RecordValue} wanted @returns {string[] | null}
 */
function patch(lines, before, wanted) {
  const list = Array.isArray(before);
  const parts = list ? items(lines) : entries(lines);
  const known = Object(before);
  // What is empty is a line, and no field: it stays until it is filled in.
  const filledIn = parts?.rows.filter(({ key }) => list || key in known);
  if (!parts || filledIn?.length !== Object.keys(known).length) return null;
  const { rows, indent } = parts;
  /** @type {Rewrite} */
  const rewrite = (row, old, now) => [...row.lead, ...changed(row, list, old, now, indent)];
  const done =
    list && Array.isArray(wanted)
      ? listed(rows, before, wanted, rewrite, indent)
      : named(rows, /** @type {RecordFields} */ (before), /** @type {RecordFields} */ (wanted), rewrite, indent);
  return [...done, ...parts.rest];
}

/**
 * @param {RecordRow[]} rows @param {RecordFields} before @param {RecordFields} wanted @param {Rewrite} rewrite
 * @param {string} indent
 */
function named(rows, before, wanted, rewrite, indent) {
  const there = rows.filter(({ key }) => key in wanted || !(key in before));
  const found = new Map(
    there.map((row) => [
      row.key,
      row.key in wanted ? rewrite(row, before[row.key], wanted[row.key]) : [...row.lead, ...row.lines],
    ]),
  );
  const order = [...found.keys()];
  // What is new goes where the form has it: behind the field that stands before it there.
  for (const [at, key] of Object.keys(wanted).entries()) {
    if (found.has(key)) continue;
    found.set(key, fresh(false, key, wanted[key], indent));
    order.splice(order.indexOf(Object.keys(wanted)[at - 1]) + 1, 0, key);
  }
  return order.flatMap((key) => found.get(key) ?? []);
}

/**
 * @param {RecordRow[]} rows @param {RecordValue[]} before @param {RecordValue[]} wanted @param {Rewrite} rewrite
 * @param {string} indent
 */
function listed(rows, before, wanted, rewrite, indent) {
  if (before.length === wanted.length) return rows.flatMap((row, at) => rewrite(row, before[at], wanted[at]));
  let next = 0;
  return wanted.flatMap((item) => {
    const at = before.findIndex((old, place) => place >= next && same(old, item));
    if (at < 0) return fresh(true, "", item, indent);
    next = at + 1;
    return rewrite(rows[at], item, item);
  });
}

/**
 * @param {RecordRow} row @param {boolean} list @param {RecordValue} before @param {RecordValue} wanted
 * @param {string} indent @returns {string[]}
 */
function changed(row, list, before, wanted, indent) {
  if (same(before, wanted)) return row.lines;
  const nested =
    [before, wanted].every((value) => value && typeof value === "object") &&
    Array.isArray(before) === Array.isArray(wanted);
  // The first line of an item holds its first field too; that of a field must hold its name alone.
  if (nested && (list || /:\s*(#.*)?$/.test(row.lines[0]))) {
    const inside = list ? [row.lines[0].replace("-", " "), ...row.lines.slice(1)] : row.lines.slice(1);
    const inner = patch(inside, before, wanted);
    if (inner && !list) return [row.lines[0], ...inner];
    if (inner?.[0]?.startsWith(`${indent}  `))
      return [`${indent}-${inner[0].slice(indent.length + 1)}`, ...inner.slice(1)];
  }
  // What stood on one line within brackets stays so.
  const flat = row.lines.length === 1 && /^\s*(-|[^\s].*?:)\s+[{[]/.test(row.lines[0]);
  const [first, ...more] = fresh(list, row.key, wanted, indent, flat ? { flowLevel: 1, lineWidth: -1 } : {});
  const comment = commentOf(row.lines);
  return more.length && comment ? [indent + comment.trim(), first, ...more] : [first + comment, ...more];
}

/** The comment behind a value of one line, with the spaces before it. @param {string[]} lines */
function commentOf(lines) {
  const [line, ...more] = lines;
  const starts = more.length ? [] : [...line.matchAll(/\s+#/g)].map(({ index }) => index);
  // A hash may stand in the value, within quotation marks.
  const start = starts.find((at) => means(line.slice(0, at), filled(read(line)) ?? {}));
  return start === undefined ? "" : line.slice(start);
}

/**
 * @param {boolean} list @param {string} key @param {RecordValue} value @param {string} indent
 * @param {import("./js-yaml/js-yaml.js").Style} [style]
 */
function fresh(list, key, value, indent, style = {}) {
  const text = written(list ? [value] : { [key]: value }, style);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line ? indent + line : line));
}

/** @param {string[]} lines */
function entries(lines) {
  return rowsOf(
    lines,
    /^( *)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[{-][^#:]*?|-[^\s#:][^#:]*?)\s*:(?=\s|$)/,
    (match) => Object.keys(read(`${match[2]}: x`))[0],
  );
}

/** @param {string[]} lines */
function items(lines) {
  return rowsOf(lines, /^( *)-(?=\s)/, () => "");
}

/**
 * Lines cut into rows that begin at one indent, each with the comments and blank lines before it.
 * @param {string[]} lines @param {RegExp} start @param {(match: RegExpExecArray) => string} keyOf
 */
function rowsOf(lines, start, keyOf) {
  /** @type {RecordRow[]} */
  const rows = [];
  /** @type {string | null} */
  let indent = null;
  /** @type {string[]} */
  let lead = [];
  for (const line of lines) {
    const blank = /^\s*(#.*)?$/.test(line);
    const match = blank ? null : start.exec(line);
    if (match && (indent === null || match[1] === indent)) {
      indent = match[1];
      rows.push({ key: keyOf(match), lead, lines: [line] });
      lead = [];
    } else if (blank && (indent === null || !inBlock(line, indent))) {
      lead.push(line);
    } else {
      if (indent === null || (line.trim() && line.length - line.trimStart().length < indent.length)) return null;
      rows[rows.length - 1].lines.push(...lead, line);
      lead = [];
    }
  }
  return indent === null ? null : { rows, indent, rest: lead };
}

/** A line that looks like a comment may be text of several lines. @param {string} line @param {string} indent */
function inBlock(line, indent) {
  return line.trim() !== "" && line.length - line.trimStart().length > indent.length;
}
