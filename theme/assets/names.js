// Names as addresses: the rule of generator/apdir/names.py. `tests/support/names.json` holds the two together.

const LONGEST = 80;
const RESERVED = /^(page|by|con|prn|aux|nul|(com|lpt)\d)$/;

/**
 * The address that a name makes. `letters` spells those that are not plain; without it, a name must be plain.
 * @param {string} name @param {Record<string, string>} [letters]
 */
export function slugOf(name, letters = {}) {
  const plain = [...name]
    .map((letter) => letters[letter] ?? letter)
    .join("")
    .toLowerCase();
  const joined = plain
    .replace(/['`]/g, "")
    .replaceAll("&", " and ")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const slug = cut(joined);
  return RESERVED.test(slug) ? `${slug}-provider` : slug;
}

/** @param {string} slug */
function cut(slug) {
  if (slug.length <= LONGEST) return slug;
  const end = slug.lastIndexOf("-", LONGEST);
  return slug.slice(0, end > 0 ? end : LONGEST);
}

/**
 * The name for a new visit's file, as `visit_name` of generator/apdir/names.py has it; null where it may be one of the
 * others.
 * @param {NamedVisit} visit @param {{ name: string, kind: string, site: string | null }[]} others
 * @param {Record<string, string>} [letters]
 */
export function visitName({ framework, date, kind, site }, others, letters = {}) {
  const ofKind = others.filter((other) => other.kind === kind);
  if (ofKind.length && (!site || ofKind.some((other) => other.site === site))) return null;
  const taken = new Set(others.map((other) => other.name));
  const names = visitNames({ framework, date, kind, site }, letters);
  return names.slice(ofKind.length ? 2 : 0).find((name) => !taken.has(name)) ?? null;
}

/**
 * The names that a visit's file may have, shortest first.
 * @param {NamedVisit} visit @param {Record<string, string>} [letters]
 */
export function visitNames({ framework, date, kind, site }, letters = {}) {
  const names = [`${date}-${framework}`, `${date}-${framework}-${slugOf(kind, letters)}`];
  return site ? [...names, ...names.map((name) => `${name}-${site}`)] : names;
}
