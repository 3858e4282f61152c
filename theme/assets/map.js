// The map: the ground that postcodes make, towns to find one's way, and a mark for each provider that a keyboard can
// reach. Marks that would touch are one mark with their number. Everything on it is in text beside it too.

import { findAll, node, standings } from "./dom.js";
import { counted } from "./figures.js";
import { placesIndex } from "./places.js";

const SVG = "http://www.w3.org/2000/svg";
const METRES_A_UNIT = 10;
const METRES_A_MILE = 1609.344;
const RINGS = [2, 5, 10];
/** Where a ring may be named: its turn from the north, in radians. */
const RING_NAMES = [0, Math.PI, 0.7, -0.7, 2.4, -2.4, Math.PI / 2, -Math.PI / 2];
const APART = 30; // pixels between the middles of two marks, at least
const CLOSEST = 1500; // metres across the sheet: nearer than this a list is clearer
const ROOM = 4; // so many times as wide as marks are apart is the sheet that parts them
const NAMED = 5; // names that a number's own label gives
const LINE = 15; // the height of a town's name, in pixels
const TYPE = 12.5; // the size of its letters
const MAIN = 7; // towns that are named in bolder letters

/** An element of a drawing. @type {(name: string, attributes: Record<string, string | number>, text?: string) => SVGElement} */
const drawn = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
};

/** A button beside the map. @param {string} words @param {() => void} act */
const tool = (words, act) => node("button", { type: "button", class: "ap-map-tool", on: { click: act } }, words);

/**
 * A provider's name, and which of its several sites it is, where its marks are one alone.
 * @type {(marks: Mark[]) => string}
 */
const nameOf = ([{ name, site }, ...more]) => (site && !more.length ? `${name}, ${site}` : name);

/**
 * A place in units of the drawing: those of the National Grid, with the north on top.
 * @type {(place: Point) => [x: number, y: number]}
 */
const onPaper = ({ easting, northing }) => [easting / METRES_A_UNIT, -northing / METRES_A_UNIT];
/** @type {(one: Box, other: Box) => boolean} */
const apart = ([l, t, r, b], [left, top, right, low]) => right < l || left > r || low < t || top > b;
/** @type {(low: number, value: number, high: number) => number} */
const clamp = (low, value, high) => Math.min(Math.max(low, value), high);

class ProviderMap {
  #base;
  #marks;
  #onChoose;
  #signs = standings();
  /** @type {((mark: Mark) => unknown) | null} */
  #shown = null;
  /** @type {string | null} */
  #chosen = null;
  /** @type {Point | null} */
  #from = null;
  /** @type {Frame} */
  #frame = { west: 0, south: 0, east: 0, north: 0 };
  /** @type {(Point & { name: string })[]} */
  #towns = [];
  /** @type {View[]} */
  #views = [];
  #width = 0;

  list = node("ul", { class: "ap-map-marks" });
  picture = drawn("svg", { "aria-hidden": "true", focusable: "false", preserveAspectRatio: "none" });
  ground = drawn("use", { class: "ap-map-ground" });
  over = drawn("g", {});
  sheet = node(
    "div",
    { class: "ap-map-sheet", role: "group", "aria-label": "Map of providers" },
    this.picture,
    this.list,
  );
  wider = tool("Wider", () => this.#back(this.#views.length - 1));
  whole = tool("Whole area", () => this.#back(1));
  tools = node("p", { class: "ap-map-tools" }, this.wider, this.whole);
  said = node("p", { class: "ap-map-said", role: "status" });
  several = node("div", { class: "ap-map-several", hidden: true });
  count = node("p", { class: "ap-map-count" });
  key = node("ul", { class: "ap-map-key", "aria-label": "What the marks mean" });
  attribution = node("p", { class: "ap-map-attribution ap-small" });
  pen = /** @type {CanvasRenderingContext2D} */ (node("canvas").getContext("2d"));

  /**
   * @param {HTMLElement} element @param {string} base @param {Mark[]} marks @param {(slug: string) => void} onChoose
   */
  constructor(element, base, marks, onChoose) {
    this.#base = base;
    this.#marks = marks;
    this.#onChoose = onChoose;
    element.classList.add("ap-map");
    const { tools, said, several, count, key, attribution } = this;
    element.replaceChildren(
      this.sheet,
      node("div", { class: "ap-map-side" }, tools, said, several, count, key, attribution),
    );
    this.ready = this.#load();
  }

  /**
   * Show the marks for which `suits` holds and no other; null for all.
   * @param {((mark: Mark) => unknown) | null} suits
   */
  show(suits) {
    this.#shown = suits;
    this.#closeList();
    this.#draw();
  }

  /** Make one provider's mark stand out; null for none. @param {string | null} slug */
  chosen(slug) {
    this.#chosen = slug;
    this.#draw();
  }

  /** Mark where distances are measured from, with rings about it; null for nowhere. @param {Point | null} place */
  from(place) {
    this.#from = place;
    this.#draw();
  }

  async #load() {
    let index = null;
    try {
      index = await placesIndex(this.#base);
    } catch {
      this.count.textContent = "The map did not load. Everything it shows stands in the list.";
    }
    if (!index?.map) {
      this.sheet.hidden = true;
      this.tools.hidden = true;
      if (index) this.count.textContent = "There is no map here: no provider has a place that may be shown.";
      return;
    }
    const [west, south, east, north] = index.map;
    this.#frame = { west, south, east, north };
    this.#towns = index.towns.map(([name, easting, northing]) => ({ name, easting, northing }));
    if (document.querySelector("[data-ap-attribution]")) this.attribution.remove();
    else this.attribution.textContent = index.attribution;
    this.#views = [{ west, north, width: east - west, height: north - south }];
    this.sheet.style.aspectRatio = `${east - west} / ${north - south}`;
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width && Math.abs(width - this.#width) > 2) {
        this.#width = width;
        this.#draw();
      }
    }).observe(this.sheet);
    this.#width = Math.round(this.sheet.clientWidth);
    this.#draw();
  }

  get #view() {
    return this.#views[this.#views.length - 1];
  }

  /** Where a place is on the sheet, in pixels. @param {Point} place @returns {[x: number, y: number]} */
  #at({ easting, northing }) {
    const scale = this.#width / this.#view.width;
    return [(easting - this.#view.west) * scale, (this.#view.north - northing) * scale];
  }

  /** @param {Point} place @param {Frame} frame */
  #inside({ easting, northing }, { west, south, east, north }) {
    return easting >= west && easting <= east && northing >= south && northing <= north;
  }

  #draw() {
    if (!this.#width) return;
    const { west, north, width, height } = this.#view;
    const now = { west, north, east: west + width, south: north - height };
    const wanted = this.#marks.filter((mark) => !this.#shown || this.#shown(mark));
    const onMap = wanted.filter((mark) => this.#inside(mark, this.#frame));
    const groups = this.#grouped(onMap.filter((mark) => this.#inside(mark, now)));
    const focused = this.#buttons().find((button) => button === document.activeElement)?.dataset.slugs;
    this.list.replaceChildren(...groups.map((group) => this.#mark(group)));
    this.#drawGround();
    if (focused) this.#focusOn(focused.split(" "));
    const zoomed = this.#views.length > 1;
    this.tools.hidden = !zoomed;
    this.wider.hidden = this.#views.length < 3;
    this.#tell(wanted, onMap);
    this.#drawKey(onMap);
  }

  /**
   * Marks that would touch are put together, the nearest first, until none do.
   * @param {Mark[]} marks @returns {MarkGroup[]}
   */
  #grouped(marks) {
    /** @type {Map<string, MarkGroup>} */
    const cells = new Map();
    for (const mark of marks) {
      const [x, y] = this.#at(mark);
      const cell = `${Math.floor(x / APART)} ${Math.floor(y / APART)}`;
      const group = cells.get(cell) ?? { x: 0, y: 0, marks: [] };
      cells.set(cell, group);
      group.marks.push(mark);
      group.x += (x - group.x) / group.marks.length;
      group.y += (y - group.y) / group.marks.length;
    }
    const groups = [...cells.values()];
    for (;;) {
      let near = APART;
      /** @type {[MarkGroup, MarkGroup] | null} */
      let pair = null;
      const byRow = [...groups].sort((a, b) => a.y - b.y);
      for (let one = 0; one < byRow.length; one++) {
        for (let two = one + 1; two < byRow.length && byRow[two].y - byRow[one].y < near; two++) {
          const far = Math.hypot(byRow[one].x - byRow[two].x, byRow[one].y - byRow[two].y);
          if (far < near) {
            near = far;
            pair = [byRow[one], byRow[two]];
          }
        }
      }
      if (!pair) break;
      const [into, gone] = pair;
      const number = into.marks.length + gone.marks.length;
      into.x = (into.x * into.marks.length + gone.x * gone.marks.length) / number;
      into.y = (into.y * into.marks.length + gone.y * gone.marks.length) / number;
      into.marks.push(...gone.marks);
      groups.splice(groups.indexOf(gone), 1);
    }
    for (const group of groups) group.marks.sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
    return groups.sort((a, b) => a.y - b.y || a.x - b.x);
  }

  /** The sign of a place, or of its provider's standing. @param {Mark} mark */
  #signOf(mark) {
    return this.#signs[mark.sign ?? mark.standing];
  }

  /** The description of a place. @param {Mark} mark */
  #about(mark) {
    return [mark.label ?? this.#signOf(mark).label, ...(mark.told ?? [])].join(". ");
  }

  /** The sign on marks of which something worse was found, in the tone of the gravest that was. @param {Mark[]} marks */
  #warning(marks) {
    const tones = marks.flatMap(({ warned }) => (warned ? this.#signs[warned].tone : []));
    const tone = tones.includes("stop") ? "stop" : tones[0];
    return node("b", { class: `ap-map-warning ap-${tone}`, "aria-hidden": "true" }, "!");
  }

  /**
   * How many providers some marks are of, those not open to referrals told apart: "4 providers; 1 suspended".
   * @param {Mark[]} marks
   */
  #tally(marks) {
    const each = [...new Map(marks.map((mark) => [mark.slug, this.#signs[mark.standing]])).values()];
    const off = Object.values(this.#signs)
      .filter((sign) => sign.apart && each.includes(sign))
      .map((sign) => `${each.filter((other) => other === sign).length} ${sign.apart}`);
    const open = each.filter(({ apart }) => !apart).length;
    const told = open || !off.length ? counted(open) : "0 open to referrals";
    return { open, apart: each.length - open, words: [told, ...off].join("; ") };
  }

  /** @param {MarkGroup} group */
  #mark(group) {
    const item = node("li");
    const height = (this.#width * this.#view.height) / this.#view.width;
    item.style.left = `${((100 * group.x) / this.#width).toFixed(3)}%`;
    item.style.top = `${((100 * group.y) / height).toFixed(3)}%`;
    const slugs = group.marks.map((mark) => mark.slug).join(" ");
    const button = node("button", { type: "button", class: "ap-map-mark", "data-slugs": slugs });
    if (group.x > this.#width / 2) item.classList.add("ap-map-west");
    if (group.y < height / 6) item.classList.add("ap-map-below");
    const providers = new Set(group.marks.map((mark) => mark.slug));
    if (providers.size === 1) this.#single(button, group.marks);
    else this.#number(button, group.marks);
    if (this.#chosen !== null && providers.has(this.#chosen)) button.setAttribute("aria-current", "true");
    item.append(button);
    return item;
  }

  /** @param {HTMLElement} button @param {Mark[]} marks */
  #single(button, marks) {
    const [mark] = marks;
    const sign = this.#signOf(mark);
    button.classList.add(`ap-${sign.tone}`);
    const words = node("span", { class: "ap-map-name" }, nameOf(marks));
    words.append(node("small", {}, this.#about(mark)));
    button.append(sign.shape(), words);
    if (marks.some(({ warned }) => warned)) button.append(this.#warning(marks));
    button.addEventListener("click", () => this.#onChoose(mark.slug));
  }

  /** @param {HTMLElement} button @param {Mark[]} marks */
  #number(button, marks) {
    const { open, apart, words: told } = this.#tally(marks);
    button.classList.add("ap-map-number");
    const names = [...new Set(marks.map((mark) => mark.name))];
    const words = node("span", { class: "ap-map-name" }, told);
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    const warned = new Set(marks.filter((mark) => mark.warned).map(({ slug }) => slug)).size;
    words.append(
      node("small", {}, names.slice(0, NAMED).join(", ") + more + (warned ? `. ${warned} with a warning` : "")),
    );
    const figure = node("b", { "aria-hidden": "true" }, apart ? `${open}+${apart}` : String(open));
    button.append(figure, words);
    if (warned) button.append(this.#warning(marks));
    button.addEventListener("click", () => this.#closer(marks));
  }

  /** Go nearer to several marks, or list them where nearer would not part them. @param {Mark[]} marks */
  #closer(marks) {
    const eastings = marks.map((mark) => mark.easting);
    const northings = marks.map((mark) => mark.northing);
    const west = Math.min(...eastings);
    const south = Math.min(...northings);
    const shape = this.#view.width / this.#view.height;
    const across = Math.max(Math.max(...eastings) - west, (Math.max(...northings) - south) * shape);
    const width = Math.min(this.#view.width / 2, Math.max(across * ROOM, CLOSEST));
    const slugs = marks.map((mark) => mark.slug);
    if (across === 0 || width < across) {
      this.#list(marks);
      return;
    }
    const height = width / shape;
    const middle = [(west + Math.max(...eastings)) / 2, (south + Math.max(...northings)) / 2];
    const frame = this.#frame;
    this.#views.push({
      west: clamp(frame.west, middle[0] - width / 2, frame.east - width),
      north: clamp(frame.south + height, middle[1] + height / 2, frame.north),
      width,
      height,
    });
    this.#closeList();
    this.#draw();
    this.#focusOn(slugs);
    const number = this.list.children.length;
    this.said.textContent = `Nearer: ${counted(number, "mark")} in view, ${this.#across()}.`;
  }

  /** How much of the land is in view, and near which town. */
  #across() {
    const { west, north, width, height } = this.#view;
    const [x, y] = [west + width / 2, north - height / 2];
    const far = (/** @type {Point} */ { easting, northing }) => Math.hypot(easting - x, northing - y);
    const [first, ...others] = this.#towns;
    const near = others.reduce((best, town) => (far(best) <= far(town) ? best : town), first);
    const across =
      width < 1.5 * METRES_A_MILE ? "about a mile" : `about ${counted(Math.round(width / METRES_A_MILE), "mile")}`;
    return near ? `${across} across, near ${near.name}` : `${across} across`;
  }

  /** @param {number} number */
  #back(number) {
    this.#views.length = number;
    this.#closeList();
    this.#draw();
    const still = number > 1 ? this.whole : this.list.querySelector("button");
    still?.focus({ preventScroll: true });
    this.said.textContent = number > 1 ? `Wider: ${this.#across()}.` : "The whole area.";
  }

  /** @param {Mark[]} marks */
  #list(marks) {
    const close = tool("Close this list", () => {
      this.#closeList();
      this.#focusOn(marks.map((mark) => mark.slug));
    });
    const rows = [...new Map(marks.map((mark) => [mark.slug, mark])).values()].map((mark) => {
      const sign = this.#signOf(mark);
      const words = node("span", {}, nameOf(marks.filter(({ slug }) => slug === mark.slug)));
      words.append(node("small", {}, this.#about(mark)));
      const on = { click: () => this.#onChoose(mark.slug) };
      return node("button", { type: "button", class: `ap-map-row ap-${sign.tone}`, on }, sign.shape(), words);
    });
    const list = node(
      "ul",
      {},
      rows.map((row) => node("li", {}, row)),
    );
    this.several.replaceChildren(node("p", {}, `Close to one another: ${this.#tally(marks).words}`), list, close);
    this.several.hidden = false;
    rows[0].focus();
  }

  #closeList() {
    this.several.hidden = true;
    this.several.replaceChildren();
  }

  /** @param {string[]} slugs */
  #focusOn(slugs) {
    const has = (/** @type {HTMLElement} */ { dataset }) =>
      dataset.slugs?.split(" ").some((slug) => slugs.includes(slug));
    this.#buttons().find(has)?.focus({ preventScroll: true });
  }

  #buttons() {
    return findAll(this.list, "button");
  }

  /** @param {Mark[]} wanted @param {Mark[]} onMap */
  #tell(wanted, onMap) {
    const providers = new Set(onMap.map((mark) => mark.slug));
    const outside = wanted.filter((mark) => !providers.has(mark.slug));
    const lie = outside.length ? ` Outside it: ${this.#tally(outside).words}.` : "";
    const beyond = this.#from && !this.#inside(this.#from, this.#frame);
    const from = beyond ? " The place that distances are measured from lies outside it." : "";
    this.count.textContent = `On this map: ${this.#tally(onMap).words}.${lie}${from}`;
  }

  /** @param {Mark[]} onMap */
  #drawKey(onMap) {
    const there = new Set(onMap.map((mark) => this.#signOf(mark)));
    const signs = Object.values(this.#signs).filter((sign) => there.has(sign));
    this.key.replaceChildren(
      ...signs.map(({ tone, shape, label }) => node("li", { class: `ap-${tone}` }, shape(), ` ${label}`)),
    );
    if (onMap.some((mark) => mark.warned)) {
      const words = " Warning: a finding that is worse than the approval status, in the colour of that finding";
      this.key.append(node("li", {}, this.#warning(onMap), words));
    }
  }

  /** The boxes of the marks and of the signs on them, on the sheet, in pixels. @returns {Box[]} */
  #boxes() {
    const sheet = this.sheet.getBoundingClientRect();
    return [...this.list.querySelectorAll(".ap-map-mark, .ap-map-mark > .ap-map-warning")].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return [left - sheet.left - 2, top - sheet.top - 2, right - sheet.left + 2, bottom - sheet.top + 2];
    });
  }

  /** How wide words are on the sheet, in pixels. @param {string} words @param {boolean} [main] */
  #wide(words, main) {
    this.pen.font = `${main ? 600 : 400} ${TYPE}px ${getComputedStyle(this.sheet).fontFamily}`;
    return this.pen.measureText(words).width;
  }

  #drawGround() {
    const { west, north, width, height } = this.#view;
    const pixel = width / METRES_A_UNIT / this.#width; // in units of the drawing
    const view = [west, -north, width, height].map((metres) => (metres / METRES_A_UNIT).toFixed(1));
    this.picture.setAttribute("viewBox", view.join(" "));
    const ground = new URL("places/map/map.svg#ground", new URL(this.#base, document.baseURI));
    this.ground.setAttribute("href", ground.href);
    if (!this.ground.isConnected) this.picture.append(this.ground, this.over);
    const taken = this.#boxes();
    this.over.replaceChildren(...this.#drawFrom(pixel, taken), ...this.#drawTowns(pixel, taken));
  }

  /** @param {number} pixel @param {Box[]} taken */
  #drawFrom(pixel, taken) {
    if (!this.#from) return [];
    const [x, y] = this.#at(this.#from);
    taken.push([x - 20, y - 20, x + 20, y + 20]);
    const [cx, cy] = onPaper(this.#from);
    const parts = [];
    for (const miles of RINGS) {
      const r = (miles * METRES_A_MILE) / METRES_A_UNIT;
      parts.push(drawn("circle", { class: "ap-map-ring", cx, cy, r }));
      const name = `${miles} miles`;
      const half = this.#wide(name) / 2;
      // On top of its ring, or else at another place of it where no mark stands.
      const boxes = RING_NAMES.map((turn) => {
        const [to, down] = [x + (Math.sin(turn) * r) / pixel, y - (Math.cos(turn) * r) / pixel];
        return /** @type {Box} */ ([to - half, down - LINE / 2, to + half, down + LINE / 2]);
      });
      const box = boxes.find((one) => taken.every((other) => apart(other, one))) ?? boxes[0];
      taken.push(box);
      const [px, py] = [cx + (box[0] + half - x) * pixel, cy + (box[1] + LINE / 2 + 4 - y) * pixel];
      const at = { class: "ap-map-ring-name", x: px, y: py, "font-size": 11 * pixel };
      parts.push(drawn("text", { ...at, "stroke-width": 3 * pixel }, name));
    }
    // Four strokes about the spot, which a mark at the same place leaves to be seen.
    const [near, far] = [9 * pixel, 19 * pixel];
    const strokes = [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]
      .map(([east, south]) => `M${cx + east * near} ${cy + south * near}L${cx + east * far} ${cy + south * far}`)
      .join("");
    parts.push(drawn("path", { class: "ap-map-here", d: strokes, "stroke-width": 3 * pixel }));
    parts.push(drawn("circle", { class: "ap-map-here-dot", cx, cy, r: 4 * pixel }));
    return parts;
  }

  /**
   * Towns by name, the most important first, wherever there is room for the words.
   * @param {number} pixel @param {Box[]} taken
   */
  #drawTowns(pixel, taken) {
    const { west, north, width, height } = this.#view;
    const now = { west, north, east: west + width, south: north - height };
    const high = (this.#width * height) / width;
    const parts = [];
    for (const [rank, town] of this.#towns.entries()) {
      if (!this.#inside(town, now)) continue;
      const [x, y] = this.#at(town);
      const main = rank < MAIN;
      const long = this.#wide(town.name, main);
      // Beside its dot, or else beside the mark that covers the dot.
      const free = [6, 17]
        .flatMap((off) => [
          { left: x + off, top: y - LINE / 2, anchor: "start", shift: off },
          { left: x - off - long, top: y - LINE / 2, anchor: "end", shift: -off },
          { left: x - long / 2, top: y + off - 1, anchor: "middle", shift: 0 },
          { left: x - long / 2, top: y + 1 - off - LINE, anchor: "middle", shift: 0 },
        ])
        .find(({ left, top }) => {
          const [right, low] = [left + long, top + LINE];
          const clear = taken.every((other) => apart(other, [left, top, right, low]));
          return clear && left > 2 && top > 2 && right < this.#width - 2 && low < high - 2;
        });
      if (!free) continue;
      const { left, top, anchor, shift } = free;
      taken.push([left - 3, top - 1, left + long + 3, top + LINE + 1], [x - 4, y - 4, x + 4, y + 4]);
      const [px, py] = onPaper(town);
      parts.push(drawn("circle", { class: "ap-map-town-dot", cx: px, cy: py, r: 2 * pixel }));
      const at = { x: px + shift * pixel, y: py + (top - y + LINE * 0.77) * pixel, "text-anchor": anchor };
      const type = {
        class: main ? "ap-map-town ap-map-main" : "ap-map-town",
        "font-size": TYPE * pixel,
        "stroke-width": 3 * pixel,
      };
      parts.push(drawn("text", { ...at, ...type }, town.name));
    }
    return parts;
  }
}

/**
 * Draw the map into an element. `marks` are `{slug, name, site, warned, standing, sign, label, told, easting,
 * northing}`, one a place: `warned` is the sign of a warning, `sign` that of the place where its provider's standing
 * is not; `onChoose(slug)` is called when somebody picks one. What comes back has `show(suits)`, `chosen(slug)`,
 * `from(place)` and `ready`.
 * @param {HTMLElement} element @param {string} base @param {Mark[]} marks @param {(slug: string) => void} onChoose
 */
export function drawMap(element, base, marks, onChoose) {
  return new ProviderMap(element, base, marks, onChoose);
}
