// What in a message may pick a pupil out: the checker's own patterns and lists (generator/apdir/pupil/script.py), and less
// forgiving than the checker is. A text is looked at as plain letters, like there.

/**
 * A letter is what it was written as, without marks that it has or that nobody sees. A long gap is a short one: patterns
 * that allow forty signs between words would try each way to share them out.
 * @param {string} text
 */
function flat(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}*`~\\]/gu, "")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u2018-\u201b\u2039\u203a]/g, "'")
    .replace(/[\p{Pi}\p{Pf}]/gu, '"')
    .replace(/[\p{Z}_#>\t\r]/gu, " ")
    .replace(/[\s-]{4,}/g, (gap) => (gap.includes("-") ? " - " : gap.includes("\n") ? "\n " : " "));
}

/** @param {string} text */
const wordsOf = (text) => new Set(text.split(" "));

/**
 * What tells of a text what in it may pick a pupil out: what kind it is, and the words; null where nothing does.
 * @param {PupilLists} given @returns {(text: string) => { kind: string, words: string } | null}
 */
export function pupilIn(given) {
  const rules = given.rules.map(([kind, source, flags]) => ({ kind, pattern: new RegExp(source, flags) }));
  const lists = Object.fromEntries(Object.entries(given.lists).map(([name, text]) => [name, wordsOf(text)]));
  const [first, known] = [wordsOf(given.first), wordsOf(given.words)];
  const all = (/** @type {string} */ name) => new RegExp(given.names[name][0], `${given.names[name][1]}g`);
  const at = (/** @type {string} */ name) => new RegExp(`^(?:${given.names[name][0]})`, given.names[name][1]);
  const before = (/** @type {string} */ name) => new RegExp(given.names[name][0], given.names[name][1]);
  const [token, initials, small] = [all("token"), all("initials"), all("small")];
  const [surname, beside, acts] = [at("surname"), at("beside"), at("acts")];
  const [called, starts] = [before("called"), before("starts")];
  const isWord = (/** @type {string} */ low) =>
    known.has(low) || given.ends.some((end) => low.endsWith(end) && known.has(low.slice(0, -end.length)));

  /** Which kind of name a word with a capital is, as `kind_of` of generator/apdir/pupil/somebody.py has it. @param {string} word */
  function kindOf(word) {
    const text = word.replace(/'s$/, "");
    const low = text.toLowerCase();
    const upper = text === text.toUpperCase();
    const [start, ...more] = low.split("-");
    if (upper && text.length < 4) return text.length === 2 && !lists.acronyms.has(low) ? "letters" : "";
    const also = lists["also words"].has(low) || lists["no names"].has(low) || lists.towns.has(low);
    const half = lists["also words"].has(start) && more.some((other) => lists["second halves"].has(other));
    if ((first.has(start) && !also) || half) return "first";
    if (upper) return "";
    if (lists["also words"].has(low) || first.has(low)) return "also";
    const within = /(?<!^Mc)(?<!^Mac)(?<!^De)(?<=[a-z])[A-Z]/.test(text);
    return low.length < 3 || within || low.split(/['-]/).some(isWord) ? "" : "unknown";
  }

  /** Whether a word with a capital is somebody's name where it stands. @param {string} text @param {RegExpMatchArray} found */
  function isName(text, found) {
    const kind = kindOf(found[0]);
    if (kind !== "also" && kind !== "unknown") return kind;
    const [start, end] = [found.index ?? 0, (found.index ?? 0) + found[0].length];
    const rest = text.slice(end);
    const second = surname.exec(rest)?.[1]?.toLowerCase().replace(/'s$/, "") ?? "";
    const surnamed = second && !["things", "no surnames", "no names"].some((name) => lists[name].has(second));
    const owns = found[0].endsWith("'s") && beside.test(`'s${rest}`);
    if (surnamed || owns || beside.test(rest) || acts.test(rest) || called.test(text.slice(0, start))) return kind;
    const opens = starts.test(text.slice(Math.max(start - 9, 0), start));
    return kind === "also" && !opens && !lists["no names"].has(found[0].toLowerCase()) ? kind : "";
  }

  return (typed) => {
    const text = flat(typed);
    const odd = /&#?\w+;|<[!/a-z]/i.exec(typed) ?? /[^\n -~\u00a3\u20ac]+/.exec(text);
    if (odd) return { kind: "signs that this page cannot read", words: odd[0] };
    for (const { kind, pattern } of rules) {
      const words = pattern.exec(text)?.[0].trim();
      if (words) return { kind, words };
    }
    for (const found of text.matchAll(token))
      if (isName(text, found)) return { kind: "a name or initials", words: found[0] };
    for (const [words] of text.matchAll(initials)) {
      if (!lists["with stops"].has(words.replace(/[^A-Z]/g, "").toLowerCase())) return { kind: "initials", words };
    }
    for (const [words] of text.matchAll(small)) {
      if (first.has(words) && !lists["also in small letters"].has(words)) return { kind: "a name", words };
    }
    return null;
  };
}
