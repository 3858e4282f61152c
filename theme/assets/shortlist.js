// The shortlist: slugs of providers, on this device, from the first press of "Save" until the reader forgets them.
const KEY = "ap-shortlist";
const MOST = 50;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The slugs in a list, each once. @param {unknown[]} given */
export function slugsOf(given) {
  return [...new Set(given)]
    .filter((slug) => typeof slug === "string")
    .filter((slug) => SLUG.test(slug))
    .slice(0, MOST);
}

/**
 * The slugs that are saved, in the order in which they were; empty where nothing is stored or storage is barred.
 * @returns {string[]}
 */
export function saved() {
  try {
    const slugs = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(slugs) ? slugsOf(slugs) : [];
  } catch {
    return [];
  }
}

/**
 * Keep a slug, or let go of it; the key itself goes with the last one. False where the device will not store it.
 * @param {string} slug @param {boolean} kept
 */
export function keep(slug, kept) {
  const others = saved().filter((other) => other !== slug);
  if (kept && others.length >= MOST) return false;
  const slugs = kept ? [...others, slug] : others;
  try {
    if (slugs.length) localStorage.setItem(KEY, JSON.stringify(slugs));
    else forget();
    return true;
  } catch {
    return false;
  }
}

/** Let go of all. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
    localStorage.removeItem(`${KEY}-seen`); // watch.js
  } catch {
    // Nothing was stored where nothing can be.
  }
}
