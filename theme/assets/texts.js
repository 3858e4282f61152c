// The index of words of descriptions, in shards by the first two or three letters, each fetched when a word that begins so is typed.

/** Letters that a typed word has at least, here and in the build. */
const SHORTEST = 3;

export class Texts {
  #there;
  #fetch;
  /** @type {Map<string, Promise<WordProviders[]>>} */
  #files = new Map();

  /**
   * `starts` has how the words of each file begin: with two letters, or with three where those would be too many.
   * @param {string} starts @param {FetchNamed} fetchNamed
   */
  constructor(starts, fetchNamed) {
    this.#there = new Set(starts.split(" "));
    this.#fetch = fetchNamed;
  }

  /**
   * The words that a typed word would stand among: [word, numbers of its providers]. Where none begins as it does, it
   * may be misspelt, and all are given that begin with its first two letters.
   * @param {string} typed @returns {Promise<WordProviders[]>}
   */
  async near(typed) {
    if (typed.length < SHORTEST) return [];
    const own = await this.#file(typed.slice(0, 3));
    if (own.some(([word]) => word.startsWith(typed))) return own;
    const starts = [...this.#there].filter((start) => start.startsWith(typed.slice(0, 2)));
    return (await Promise.all(starts.map((start) => this.#file(start)))).flat();
  }

  /** @param {string} start @returns {Promise<WordProviders[]>} */
  async #file(start) {
    if (!this.#there.has(start)) return [];
    const known = this.#files.get(start);
    if (known) return known;
    const file = this.#fetch(`texts/${start}.json`).then(read);
    file.catch(() => this.#files.delete(start));
    this.#files.set(start, file);
    return file;
  }
}

/**
 * A file has of each word how far each provider's number is from the one before.
 * @param {TextFile} file @returns {WordProviders[]}
 */
function read(file) {
  return Object.entries(file).map(([word, steps]) => {
    let number = 0;
    return [word, steps.map((step) => (number += step))];
  });
}
