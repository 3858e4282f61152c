// Faults of a description: what its page would not show, or show as something else, by generator/apdir/markdown.py.
//
// It is read by marked, which the editor's own script brings. test_description.py holds the two together.
import { hidden, letters, plainWords, unseen, description as words } from "./words.js";

const rows = words.lines.map(([source, flags, fault]) => ({ pattern: new RegExp(source, flags), fault }));
const patterns = Object.entries({ ...words.patterns, hidden, unseen });
const is = Object.fromEntries(patterns.map(([name, [source, flags]]) => [name, new RegExp(source, flags)]));
/** @type {(pattern: RegExp) => RegExp} */
const all = (pattern) => new RegExp(pattern.source, `${pattern.flags}g`);
const files = new Set(words.files);

/** Every fault of a description, in words. @param {string} text */
export function faultsOf(text) {
  const tokens = globalThis.marked.lexer(text.replace(/<!--\s*not pupil data\b[\s\S]*?-->/gi, ""));
  const faults = new Set();
  const apart = new Set();
  const tags = new Set();
  globalThis.marked.walkTokens(tokens, (token) => {
    if (token.type === "code" || token.type === "table") {
      for (const line of token.raw.split("\n")) apart.add(line.trim());
    }
    const fault = byType[token.type]?.(token, tags);
    if (fault) faults.add(fault);
  });
  const lines = text.split("\n");
  lines.forEach((line, at) => {
    const fault = apart.has(line.trim()) ? undefined : lineFault(line, lines[at - 1]);
    if (fault) faults.add(fault);
  });
  if (!faults.size && tokens.some(({ type }) => type === "def")) faults.add(rows[1].fault);
  return [...faults];
}

/** @type {Record<string, (token: Token, tags: Set<string>) => Fault>} */
const byType = {
  html({ raw }, tags) {
    const name = (is.element.exec(raw.trim())?.[1] ?? "").toLowerCase().replace(/^\//, "");
    if (tags.has(name)) return undefined;
    tags.add(name);
    const instead = words.instead.find(([names]) => names.includes(name))?.[1] ?? plainWords;
    const what =
      name === "!--"
        ? "A comment is not shown."
        : `${quoted(`${raw.trim().split(">")[0]}>`)} is HTML, which is left out of a description.`;
    return `${what} ${instead}`;
  },
  image: () => "Pictures are not shown in a description. Say in words what it shows.",
  code({ lang }) {
    return (
      lang && `The word ${quoted(lang)} behind the signs is not shown. Leave nothing but the signs \`\`\` on that line.`
    );
  },
  table({ raw, header = [] }) {
    const long = raw
      .trim()
      .split("\n")
      .slice(2)
      .map(cells)
      .find((count) => count > header.length);
    return (
      long !== undefined &&
      `A row has ${long} cells and the table's heading ${header.length}: the last are not shown. Give the heading as many cells, or write \\| where a sign | is meant.`
    );
  },
  list({ ordered, start, items = [] }) {
    const numbers = ordered ? items.map(({ raw }) => Number(/\d+/.exec(raw)?.[0])) : [];
    const at = numbers.findIndex((number, place) => number !== Number(start) + place);
    if (at < 0) return undefined;
    const right = Number(start) + at;
    return `The page would number this item ${right}, not ${numbers[at]}. Write ${right}, or begin each item with “- ” and put the number in its words.`;
  },
  link({ raw, href = "", title, tokens = [] }) {
    if (isBare(raw) || raw.startsWith("[^")) return undefined;
    if (title)
      return `The words ${quoted(title)} behind the link's address are not shown. Write [words](https://address) and no more.`;
    return linkFault(href, shown(tokens).trim());
  },
  paragraph: ({ tokens = [] }) => (is.noLink.test(prose(tokens)) ? words.unreadLink : undefined),
};
byType.text = (token, tags) => (token.tokens ? byType.paragraph(token, tags) : undefined);

/** @param {string} line @param {string | undefined} before */
function lineFault(line, before) {
  for (const entity of line.match(/&#?\w+;/g) ?? []) {
    if (is.hidden.test(decoded(entity))) return `${quoted(entity)} stands for a sign that nobody sees. Delete it.`;
  }
  const bare = line.replace(all(is.code), "");
  const fault = rows.find(({ pattern }) => pattern.test(bare))?.fault;
  if (fault) return fault;
  if (is.meaning.test(bare) && before?.trim()) return words.noTerms;
  const inside = bare.replace(/^[ >\t]+|[ >\t]+$/g, "");
  if (
    is.cells.test(bare) &&
    (is.delimiters.test(bare) || (inside.length > 1 && inside.startsWith("|") && inside.endsWith("|")))
  )
    return words.noTable;
  return undefined;
}

/** @param {string} line */
function cells(line) {
  const text = line
    .replace(/^[ >\t]+|[ >\t]+$/g, "")
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return (text.match(all(is.cells)) ?? []).length + 1;
}

/**
 * What is wrong with where a link leads, undefined where it works as it says.
 * @param {string} href @param {string} text
 */
function linkFault(href, text) {
  const target = unquoted(href);
  const scheme = is.mail.test(target) ? "" : (is.scheme.exec(target)?.[0].toLowerCase() ?? "");
  if (!text) return "This link has no words, so nobody sees it. Write [words](https://address).";
  if (scheme === "http:" || scheme === "https:") return webFault(href, target) ?? otherFault(text, hostOf(href), "");
  if (scheme === "mailto:") {
    const address = target.slice(scheme.length);
    if (!is.mail.test(address))
      return `${quoted(target)} is not an email address alone. Write mailto:office@provider.example, no more.`;
    const host = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    const fault = siteFault(host);
    return fault
      ? `The site of ${quoted(address)} ${fault}. Write it in plain letters.`
      : otherFault(text, host, address.toLowerCase());
  }
  if (scheme === "tel:") {
    const number = target.slice(scheme.length);
    if (!is.telephone.test(number))
      return `${quoted(target)} is not a telephone number. Write it like tel:01632960123.`;
    const said = plain(text).match(all(is.numbers)) ?? [];
    if (said.some((one) => digits(one) !== digits(number)))
      return "The words name one telephone number, and the link another. Write the same in both.";
    return otherFault(text, "", "");
  }
  if (is.mail.test(target)) return `The link ${quoted(target)} leads nowhere. Write mailto:${target}.`;
  const bare = target.replace(/^\/+/, "");
  const end = is.address.exec(bare)?.groups?.end.toLowerCase();
  if (end && !files.has(end) && (target === bare || target.startsWith("//")) && !scheme) {
    return `The link ${quoted(target)} leads nowhere. Write it with https:// in front: https://${bare}.`;
  }
  if (scheme || !target) return "This link leads nowhere. A link begins with https://, mailto: or tel:.";
  return `The link ${quoted(target)} is not a whole address. Write it with https:// and the name of the site.`;
}

/** @param {string} href */
function netOf(href) {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(href)?.[1] ?? "";
}

/** @param {string} href */
function hostOf(href) {
  return netOf(href).replace(/^.*@/, "").replace(/:\d*$/, "").toLowerCase().replace(/\.+$/, "");
}

/** @param {string} href @param {string} target */
function webFault(href, target) {
  const host = hostOf(href);
  if (netOf(href).includes("@"))
    return `${quoted(target)} has a name before its site's. ${host ? `Write https://${host} if that is meant.` : "Write the address of the site alone."}`;
  const fault = siteFault(host);
  if (fault === words.noSite) return `${quoted(target)} is not a web address. Write it like https://provider.example.`;
  return fault && `The site of ${quoted(target)} ${fault}. Write it in plain letters, like https://provider.example.`;
}

/**
 * What is wrong with a site's name in an address: `site_fault` of generator/apdir/lookalike.py.
 * @param {string} name
 */
function siteFault(name) {
  const host = name.replace(/\.+$/, "");
  if (/\P{ASCII}|%|(?:^|\.)xn--/u.test(host)) return words.foreign;
  return is.site.test(host) && host.length <= 253 ? undefined : words.noSite;
}

/** @param {string} text @param {string} host @param {string} mail */
function otherFault(text, host, mail) {
  const said = plain(text).replace(all(is.spacedDots), ".");
  if ((said.match(all(is.mails)) ?? []).some((address) => address.toLowerCase() !== mail)) {
    return "The words name one email address, and the link another. Write the same in both.";
  }
  for (const [, named] of said.replace(all(is.mails), " ").matchAll(all(is.sites))) {
    if (bareHost(named) !== bareHost(host))
      return `The words name ${quoted(named)}, and the link leads to ${host ? quoted(host) : "no site"}. Write the same in both.`;
  }
  return undefined;
}

/** @param {string} number */
function digits(number) {
  return number
    .replaceAll("(0)", "")
    .replace(/\D/g, "")
    .replace(/^(?:0044|44)/, "0");
}

/** @param {string} host */
function bareHost(host) {
  return host
    .toLowerCase()
    .replace(/\.+$/, "")
    .replace(/^www\./, "");
}

/** A text in the letters that it looks as if it had, without what nobody sees. @param {string} text */
function plain(text) {
  const seen = text.normalize("NFKC").replace(all(is.unseen), "").replaceAll("。", ".");
  return [...seen].map((sign) => letters[sign] ?? sign).join("");
}

/** @param {string} text */
function quoted(text) {
  return `“${text}”`;
}

/** @param {string} href */
function unquoted(href) {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** @param {string} text */
function decoded(text) {
  if (!text.includes("&")) return text;
  const box = document.createElement("textarea");
  box.innerHTML = text;
  return box.value;
}

/** The words that a page would show of pieces of a text. @param {Token[]} tokens @returns {string} */
function shown(tokens) {
  return tokens.map((token) => (token.tokens ? shown(token.tokens) : decoded(token.text ?? ""))).join("");
}

/**
 * The same without code, with a sign of its own for each that is written with a backslash.
 * @param {Token[]} tokens @returns {string}
 */
function prose(tokens) {
  return tokens
    .map(({ type, raw, tokens: inner }) => {
      if (type === "escape") return "·";
      if (type === "codespan" || type === "image") return "";
      if (type === "link") return isBare(raw) ? raw : "";
      return inner ? prose(inner) : raw;
    })
    .join("");
}

/** Whether a link is an address without signs around it, which a page shows as it is. @param {string} raw */
function isBare(raw) {
  return !/^[[<]/.test(raw);
}
