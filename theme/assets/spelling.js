// Words as people type them: prefixes, plurals, and misspelt words by edit distance.

/** The words of a text: small letters without accents, apostrophes gone. @param {string} text @returns {string[]} */
export function words(text) {
  if (/^[\w .,&-]*$/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const NEGATING = new Set(["no", "not", "non", "without", "except", "never"]);

/**
 * The negated phrases of a text, each as [the place of its first word, of its last]: "no animals", "not any dogs or
 * cats". No search can do as it says, and to look for the words would be to do the opposite. A word that `means`
 * something with the next is none.
 * @param {string[]} all @param {(word: string, next: string) => boolean} means
 * @returns {[first: number, last: number][]}
 */
export function negations(all, means) {
  /** @type {[first: number, last: number][]} */
  const found = [];
  for (let at = 0; at < all.length - 1; at++) {
    if (!NEGATING.has(all[at]) || means(all[at], all[at + 1])) continue;
    let last = at + 1;
    while (last < all.length - 1 && ["a", "an", "any", "the"].includes(all[last])) last++;
    while (last < all.length - 2 && ["for", "with", "on", "at", "of", "to"].includes(all[last + 1])) last += 2;
    while (last < all.length - 2 && ["or", "nor"].includes(all[last + 1])) last += 2;
    found.push([at, last]);
    at = last;
  }
  return found;
}

/** Letters of a word in which an edit may not change the first. */
const SHORT = 4;

/**
 * The edit distance of two words: how many letters must change, go, come or swap with the next to make one of the other;
 * more than `limit` where it is.
 * @param {string} one @param {string} other @param {number} limit
 */
export function editDistance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    let least = row;
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      next[at] = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) next[at] = Math.min(next[at], before[at - 2] + 1);
      least = Math.min(least, next[at]);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, next];
  }
  return last[other.length];
}

/** The most edits that a misspelt word of so many letters may be away from the right one. @param {number} length */
export function mostEdits(length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * Whether a word is the one that was typed: the same, or one of them is the plural of the other.
 * @param {string} typed @param {string} word
 */
export function same(typed, word) {
  const [short, long] = typed.length < word.length ? [typed, word] : [word, typed];
  if (short === long || `${short}s` === long || `${short}es` === long) return true;
  return short.endsWith("y") && `${short.slice(0, -1)}ies` === long;
}

/** A word in the singular and the plural, as `same` has them. @param {string} word */
export function numbersOf(word) {
  const ends = [`${word}s`, `${word}es`, word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
  return new Set([word, ...ends, word.replace(/y$/, "ies")]);
}

/** Whether two words have the same letters. @param {string} one @param {string} other */
const swapped = (one, other) => [...one].sort().join() === [...other].sort().join();

/**
 * How a typed word fits a word of the index: 2 it begins so, 1 nearly, 0 not.
 * @param {string} typed @param {string} word
 */
export function fit(typed, word) {
  if (word.startsWith(typed)) return 2;
  const limit = mostEdits(typed.length);
  if (limit === 0) return 0;
  // In a short word another letter makes another word: only what is left out, doubled or swapped is mended.
  if (typed.length <= SHORT && typed.length === word.length && !swapped(typed, word)) return 0;
  // Whoever mistypes the first letter of a word sees it: another one is another word, unless the first two changed places.
  if (word[0] !== typed[0] && word[0] !== typed[1]) return 0;
  if (editDistance(typed, word, limit) <= limit) return 1;
  if (typed.length < 5 || word.length <= typed.length) return 0;
  for (const length of [typed.length, typed.length - 1, typed.length + 1]) {
    if (editDistance(typed, word.slice(0, length), 1) <= 1) return 1;
  }
  return 0;
}

/**
 * The words of an index that a typed word means: it and those that begin so, or where there are none, those nearly so,
 * unless it is known for `right`.
 * @param {string} typed @param {string[]} known
 */
export function matching(typed, known, right = false) {
  const starts = known.filter((word) => word.startsWith(typed) || same(typed, word));
  if (starts.length || right) return starts;
  return known.filter((word) => fit(typed, word) === 1);
}
