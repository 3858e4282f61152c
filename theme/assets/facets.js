// The facets of the finder, the groups of choices, in the order of addresses and chips.

/** @satisfies {Record<string, FacetRule>} */
export const RULES = {
  need: { many: true, all: true, row: String },
  stage: { many: true, row: String },
  day: { many: true, all: true, most: "most_days", covered: "covered", row: String },
  area: { many: true, row: String },
  type: { many: true, row: null },
  how: { many: true, row: String },
  time: { many: true, row: String },
  subject: { many: true, row: String },
  registered: { many: true, row: null },
  standing: { many: true, row: null },
  level: { many: true, row: null },
  list: { many: true, row: null },
  age: { number: "equal", row: (value) => `age ${value}` },
  length: { with: "time", row: (value) => (value === "open" ? "as long as needed" : `${value} weeks`) },
  visited: { row: null },
  places: { number: "least", row: null },
  price: { number: "most", row: null },
};
/** @type {Record<Facet, FacetRule>} */
export const FACETS = RULES;
export const KEYS = /** @type {Facet[]} */ (Object.keys(FACETS));
/** Facets of which all choices may be asked for at once, in place of any. */
export const TOGETHER = KEYS.filter((key) => FACETS[key].all);
