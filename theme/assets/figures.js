// Numbers as they are read.

/** A whole number: "10,000". Without the browser's tables of languages, which take a moment to load. @param {number} number */
export function figure(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number with what is counted: "3 providers", "1 provider". @param {number} number */
export function counted(number, one = "provider") {
  return `${figure(number)} ${one}${number === 1 ? "" : "s"}`;
}
