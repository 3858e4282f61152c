// The buttons of a row: choose a provider to compare, save it on this device.
import { button, find, findAll, node, unseen } from "./dom.js";
import { keep, saved } from "./shortlist.js";

const PRESSED = { Compare: "Comparing", Save: "Saved" };

/**
 * Puts the two buttons into a row, or makes those that are there say what the row says now. `compared` tells whether a
 * slug is chosen, `choose(slug)` changes that.
 * @param {HTMLElement} row @param {(slug: string) => boolean} compared @param {(slug: string) => void} choose
 * @param {(text: string) => void} say
 */
export function withButtons(row, compared, choose, say) {
  if (!row.querySelector(".ap-row-do")) {
    const compare = button(() => choose(whose(row).slug));
    compare.dataset.apCompareButton = "";
    row.append(
      node(
        "p",
        { class: "ap-row-do" },
        compare,
        saveButton(() => whose(row), say),
      ),
    );
  }
  const { slug, name } = whose(row);
  const [compare, save] = findAll(row, ".ap-row-do button");
  setPressed(compare, compared(slug), "Compare", name);
  setPressed(save, saved().includes(slug), "Save", name);
}

/** @param {HTMLElement} row */
function whose(row) {
  return { slug: row.dataset.slug ?? "", name: find(row, "[data-part='name']").textContent };
}

/**
 * The button that saves a provider on this device, or lets go of it. `of` tells its slug and name.
 * @param {() => { slug: string, name: string }} of @param {(text: string) => void} say
 */
export function saveButton(of, say) {
  const save = button(() => {
    const { slug, name } = of();
    const now = save.getAttribute("aria-pressed") !== "true";
    if (!keep(slug, now)) {
      say("It could not be saved: this device does not allow it, or fifty are saved already.");
      return;
    }
    setPressed(save, now, "Save", name);
    say(now ? `${name} is saved on this device, and nowhere else.` : `${name} is no longer saved.`);
  });
  save.dataset.apSaveButton = "";
  const { slug, name } = of();
  setPressed(save, saved().includes(slug), "Save", name);
  return save;
}

/**
 * Shows a button as pressed or not, in words too.
 * @param {HTMLElement} made @param {boolean} pressed @param {keyof typeof PRESSED} word @param {string} name
 */
export function setPressed(made, pressed, word, name) {
  const words = pressed ? PRESSED[word] : word;
  if (made.textContent === `${words} ${name}`) return;
  made.setAttribute("aria-pressed", String(pressed));
  made.replaceChildren(words, unseen(` ${name}`));
}
