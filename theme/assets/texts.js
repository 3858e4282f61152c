// Words of descriptions: files by the first two letters, each fetched when a word that begins so is typed.

/** Letters that a typed word has at least, here and in the build. */
const SHORTEST = 3;

export class Texts {
  #there;
  #fetch;
  #files = new Map();

  /** `starts` has the first two letters of every word there is, one after another. */
  constructor(starts, fetchNamed) {
    this.#there = new Set(starts.match(/../g) ?? []);
    this.#fetch = fetchNamed;
  }

  /** The words of the file that a typed word would stand in: [word, numbers of its providers]. */
  async near(typed) {
    const start = typed.slice(0, 2);
    if (typed.length < SHORTEST || !this.#there.has(start)) return [];
    if (!this.#files.has(start)) {
      const file = this.#fetch(`texts/${start}.json`).then(read);
      file.catch(() => this.#files.delete(start));
      this.#files.set(start, file);
    }
    return this.#files.get(start);
  }
}

/** A file has of each word how far each provider's number is from the one before. */
function read(file) {
  return Object.entries(file).map(([word, steps]) => {
    let number = 0;
    return [word, steps.map((step) => (number += step))];
  });
}
