// A record's text as the web editor's fields, and back.
//
// Every value is read as text, as the checker reads it: `no`, "01332…" and 4.10 arrive as they were written. What was
// not changed keeps its lines, with their comments, quotation marks and order; the new text is read again, and where it
// would not say what it should, the whole record is written anew.
import { CORE_SCHEMA, dump, FAILSAFE_SCHEMA, load } from "./js-yaml/js-yaml.js";

// Where the text that a record was read from is kept beside its fields, and a description below the front matter.
export const SOURCE = "written_before";
export const BODY = "body";
// The editor takes a dot in a name for a step down, and a number for a place in a list.
const AWKWARD = /\.|^\d+$/;
const DOT = "․";

// Whom a visit was to: its folder says it, so no record does unless it did before.
const PROVIDER = "provider";

export const yaml = {
  fromFile(text, path) {
    const fields = fieldsOf(text, text);
    return { ...fields, [PROVIDER]: fields[PROVIDER] ?? /^providers\/([^/]+)\//.exec(path ?? "")?.[1] };
  },
  toFile({ [PROVIDER]: provider, ...fields }) {
    return textOf(PROVIDER in read(fields[SOURCE] ?? "") ? { [PROVIDER]: provider, ...fields } : fields);
  },
};

export const markdown = {
  fromFile(text) {
    const parts = /^---\n([\s\S]*?)\n---(?:\n([\s\S]*))?$/.exec(text);
    if (!parts) return { [BODY]: text };
    return { ...fieldsOf(parts[1], text), [BODY]: (parts[2] ?? "").replace(/^\n/, "") };
  },
  toFile({ [BODY]: body = "", ...fields }) {
    const before = /^---\n([\s\S]*?)\n---(\n\n?)/.exec(fields[SOURCE] ?? "");
    const head = textOf({ ...fields, [SOURCE]: before?.[1] ?? "" }).trimEnd();
    const text = body.trim();
    return text ? `---\n${head}\n---${before?.[2] ?? "\n"}${text}\n` : `---\n${head}\n---\n`;
  },
};

function fieldsOf(text, source) {
  return {
    ...renamed(read(text), (name) => (AWKWARD.test(name) ? `_${name.replaceAll(".", DOT)}` : name)),
    [SOURCE]: source,
  };
}

function textOf({ [SOURCE]: before = "", ...fields }) {
  const wanted =
    filled(renamed(fields, (name) => (name.startsWith("_") ? name.slice(1).replaceAll(DOT, ".") : name))) ?? {};
  if (before) {
    const patched = patch(before.split("\n"), filled(read(before)) ?? {}, wanted);
    const text = patched && `${patched.join("\n").trimEnd()}\n`;
    if (text && means(text, wanted)) return text;
  }
  return written(wanted);
}

function read(text) {
  const found = text.trim() ? load(text, { schema: FAILSAFE_SCHEMA }) : null;
  return found && typeof found === "object" ? found : {};
}

function written(value, style = {}) {
  return dump(plain(value), { schema: CORE_SCHEMA, lineWidth: 118, noRefs: true, quotingType: '"', ...style });
}

// Whole numbers are written without quotation marks; the checker reads either.
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return typeof value === "string" && /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
}

function renamed(value, name) {
  if (Array.isArray(value)) return value.map((inner) => renamed(inner, name));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), renamed(inner, name)]));
}

// A field left empty is left out, as the checker reads it; every value is text.
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

// Spaces and empty lines at either end mean nothing; the editor takes them off.
function same(one, other) {
  if (typeof one === "string" && typeof other === "string") return one.trim() === other.trim();
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return one === other;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && same(one[key], other[key]))
  );
}

function means(text, wanted) {
  try {
    return same(filled(read(text)) ?? {}, wanted);
  } catch {
    return false;
  }
}

// The lines with what changed put in its place; null where the parts are not written one under the other.
function patch(lines, before, wanted) {
  const list = Array.isArray(before);
  const parts = list ? items(lines) : entries(lines);
  if (!parts || parts.rows.length !== Object.keys(before).length) return null;
  const { rows, indent } = parts;
  const kept = (row, old, now) => [...row.lead, ...changed(row, list, old, now, indent)];
  const done = list ? listed(rows, before, wanted, kept, indent) : named(rows, before, wanted, kept, indent);
  return [...done, ...parts.rest];
}

function named(rows, before, wanted, kept, indent) {
  const found = new Map(
    rows.filter((row) => row.key in wanted).map((row) => [row.key, kept(row, before[row.key], wanted[row.key])]),
  );
  const order = [...found.keys()];
  // What is new goes where the form has it: behind the field that stands before it there.
  Object.keys(wanted).forEach((key, at, all) => {
    if (found.has(key)) return;
    found.set(key, fresh(false, key, wanted[key], indent));
    order.splice(order.indexOf(all[at - 1]) + 1, 0, key);
  });
  return order.flatMap((key) => found.get(key));
}

function listed(rows, before, wanted, kept, indent) {
  if (before.length === wanted.length) return rows.flatMap((row, at) => kept(row, before[at], wanted[at]));
  let next = 0;
  return wanted.flatMap((item) => {
    const at = before.findIndex((old, place) => place >= next && same(old, item));
    if (at < 0) return fresh(true, "", item, indent);
    next = at + 1;
    return kept(rows[at], item, item);
  });
}

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
  return fresh(list, row.key, wanted, indent, flat ? { flowLevel: 1, lineWidth: -1 } : {});
}

function fresh(list, key, value, indent, style = {}) {
  const text = written(list ? [value] : { [key]: value }, style);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line ? indent + line : line));
}

function entries(lines) {
  return rowsOf(
    lines,
    /^( *)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[{-][^#:]*?|-[^\s#:][^#:]*?)\s*:(?=\s|$)/,
    (match) => Object.keys(read(`${match[2]}: x`))[0],
  );
}

function items(lines) {
  return rowsOf(lines, /^( *)-(?=\s)/, () => null);
}

// Lines cut into rows that begin at one indent, each with the comments and blank lines before it.
function rowsOf(lines, start, keyOf) {
  const rows = [];
  let indent = null;
  let lead = [];
  for (const line of lines) {
    const blank = /^\s*(#.*)?$/.test(line);
    const match = blank ? null : start.exec(line);
    if (match && (indent === null || match[1] === indent)) {
      indent = match[1];
      rows.push({ key: keyOf(match), lead, lines: [line] });
      lead = [];
    } else if (blank && (!rows.length || !inBlock(line, indent))) {
      lead.push(line);
    } else {
      if (!rows.length || (line.trim() && line.length - line.trimStart().length < indent.length)) return null;
      rows.at(-1).lines.push(...lead, line);
      lead = [];
    }
  }
  return rows.length ? { rows, indent, rest: lead } : null;
}

// A line that looks like a comment may be text of several lines.
function inBlock(line, indent) {
  return line.trim() !== "" && line.length - line.trimStart().length > indent.length;
}
