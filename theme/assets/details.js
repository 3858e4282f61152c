// Details of providers for a comparison or a shortlist, from the shards that hold those that are asked for.
import { fetchPart, shardOf } from "./columns.js";
import { ended } from "./until.js";

/**
 * Details by slug; a slug that the directory does not have is left out. `from` is the page's data set.
 * @param {DOMStringMap} from @param {string[]} slugs @returns {Promise<Map<string, Details>>}
 */
export async function fetchDetails(from, slugs) {
  const root = new URL(from.base ?? "", document.baseURI);
  const shards = Number(from.shards);
  const wanted = [...new Set(slugs.map((slug) => shardOf(slug, shards)))];
  const parts = await Promise.all(wanted.map((number) => fetchPart(root, from.version ?? "", `cards/${number}.json`)));
  const found = new Map(parts.flatMap(Object.entries));
  found.forEach(tellEnd);
  return new Map(slugs.filter((slug) => found.has(slug)).map((slug) => [slug, found.get(slug)]));
}

/** Tells of an approval that has ended since the site was built that it has. @param {Details} it */
function tellEnd({ until, values }) {
  const words = ended(until);
  if (words) values[0] = [["lapsed", words], ...values[0].filter(([sign]) => sign !== "lapsed")];
}
