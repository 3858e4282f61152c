// Words as people type them: half of a word, or one with a letter wrong.

/** Joining words: the build leaves the same ones out. */
const SMALL =
  "and or of the a an in for with to at on by from is are be can it as we our us you your they their this that who" +
  " which has have will not but";
const NOT_LOOKED_FOR = new Set(SMALL.split(" "));

/** The words of a text: small letters without accents, apostrophes gone. */
export function words(text) {
  if (/^[\w .,&-]*$/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Which of some words are looked for: short joining words only where there is nothing else. */
export function asked(all, more = false) {
  const kept = all.filter((word) => !NOT_LOOKED_FOR.has(word));
  return kept.length || more ? kept : all;
}

const DENIES = new Set(["no", "not", "non", "without", "except", "never"]);

/**
 * What a text says is not wanted, each as [the place of its first word, of its last]: "no animals", "not any dogs or
 * cats". No search can do as it says, and to look for the words would be to do the opposite. A word that `means`
 * something with the next is none.
 */
export function denials(all, means) {
  const found = [];
  for (let at = 0; at < all.length - 1; at++) {
    if (!DENIES.has(all[at]) || means(all[at], all[at + 1])) continue;
    let last = at + 1;
    while (last < all.length - 1 && ["a", "an", "any", "the"].includes(all[last])) last++;
    while (last < all.length - 2 && ["or", "nor"].includes(all[last + 1])) last += 2;
    found.push([at, last]);
    at = last;
  }
  return found;
}

/** Letters of a word in which a slip may not change the first. */
const SHORT = 4;

/** Whether two words are at most so many slips apart: a letter more, fewer, or other, or two changed over. */
export function apart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    let least = row;
    for (let place = 1; place <= other.length; place++) {
      const same = one[row - 1] === other[place - 1];
      let cost = Math.min(last[place] + 1, next[place - 1] + 1, last[place - 1] + (same ? 0 : 1));
      if (row > 1 && place > 1 && one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1]) {
        cost = Math.min(cost, before[place - 2] + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = last;
    last = next;
  }
  return last[other.length] <= most;
}

/** How many slips a word of this length may have. */
export function slips(length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** Whether a word is the one that was typed: the same, or one of them is more than one of the other. */
export function same(typed, word) {
  const [short, long] = typed.length < word.length ? [typed, word] : [word, typed];
  if (short === long || `${short}s` === long || `${short}es` === long) return true;
  return short.endsWith("y") && `${short.slice(0, -1)}ies` === long;
}

/** How a typed word fits a word of the index: 2 it begins so, 1 nearly, 0 not. */
export function fit(typed, word) {
  if (word.startsWith(typed)) return 2;
  const most = slips(typed.length);
  if (most === 0) return 0;
  if (apart(typed, word, most)) return 1;
  if (typed.length < 5 || word.length <= typed.length) return 0;
  for (const length of [typed.length, typed.length - 1, typed.length + 1]) {
    if (apart(typed, word.slice(0, length), 1)) return 1;
  }
  return 0;
}

/**
 * The words of an index that a typed word means: it and those that begin so, or where there are none, those nearly so,
 * unless it is known for `right`. In a short word a slip makes another word, so a near one must begin with the same
 * letter.
 */
export function meant(typed, known, right = false) {
  const starts = known.filter((word) => word.startsWith(typed) || same(typed, word));
  if (starts.length || right) return starts;
  const short = typed.length <= SHORT;
  return known.filter((word) => (!short || word[0] === typed[0]) && fit(typed, word) === 1);
}
