// Numbers as they are read.

/** A whole number: "10,000". Without the browser's tables of languages, which take a moment to load. @param {number} number */
export function figure(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Words as a sentence has them: "a, b and c". @param {string[]} words */
export function listed(words, last = "and") {
  return [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(` ${last} `);
}

/** A number with what is counted: "3 providers", "1 provider". @param {number} number */
export function counted(number, one = "provider") {
  return `${figure(number)} ${one}${number === 1 ? "" : "s"}`;
}
