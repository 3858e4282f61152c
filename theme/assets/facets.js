// The facets of the finder, the groups of choices, in the order of addresses and chips.

/** @type {Record<Facet, FacetRule>} */
export const FACETS = {
  need: { many: true, all: true },
  stage: { many: true },
  day: { many: true, all: true, most: "most_days", covered: "covered" },
  area: { many: true },
  how: { many: true },
  time: { many: true },
  subject: { many: true },
  registered: { many: true },
  standing: { many: true },
  age: { number: "equal" },
  length: { with: "time" },
  visited: {},
  places: { number: "least" },
  price: { number: "most" },
};
export const KEYS = /** @type {Facet[]} */ (Object.keys(FACETS));
/** Facets of which all choices may be asked for at once, in place of any. */
export const TOGETHER = KEYS.filter((key) => FACETS[key].all);
