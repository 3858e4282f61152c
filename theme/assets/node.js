// Elements made from data. Every value becomes text or an attribute, never markup.

/** An element with attributes and children; `false`, `null` and `undefined` are left out, text stays text. */
export function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== false && child != null));
  return made;
}

/** The shape, words and tone of each standing, and how it is counted `apart`, as the page carries them. */
export function standings(within = document) {
  const rows = within.querySelector("template[data-ap-shapes]").content.children;
  return Object.fromEntries(
    [...rows].map((row) => [
      row.dataset.standing,
      {
        label: row.dataset.label,
        tone: row.dataset.tone,
        apart: row.dataset.apart,
        shape: () => row.firstElementChild.cloneNode(true),
      },
    ]),
  );
}

/** Words with the shape of their sign before them, in its tone: what a visit found, or a warning. `overdue` has none. */
export function told(shapes, sign, words) {
  if (sign === "overdue") return node("span", { class: "ap-row-late" }, words);
  return node("span", { class: `ap-told ap-${shapes[sign].tone}` }, shapes[sign].shape(), ` ${words}`);
}

/** A whole number as it is read: "10,000". Without the browser's tables of languages, which take a moment to load. */
export function figure(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "3 providers", "1 provider". */
export function counted(number, one = "provider") {
  return `${figure(number)} ${one}${number === 1 ? "" : "s"}`;
}
