// Full-text search with Pagefind's index, which stands beside the pages. Results follow the typing and are announced.
const form = document.querySelector("[data-ap-search]");
const input = form.querySelector("input[name=q]");
const list = document.querySelector("[data-ap-results]");
const said = document.querySelector("[data-ap-said]");
const more = document.querySelector("[data-ap-more]");
const root = new URL("../", document.baseURI);
const AT_ONCE = 12;

let pagefind = null;
let asked = 0;
let found = [];
let shown = 0;

async function engine() {
  if (!pagefind) {
    pagefind = await import(new URL("pagefind/pagefind.js", root).href);
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 24 });
    await pagefind.init();
  }
  return pagefind;
}

/** Text with its <mark>s, as nodes: the index holds words from records, so nothing of it is ever taken as HTML. */
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      fragment.append(mark);
    } else {
      fragment.append(node.textContent);
    }
  }
  return fragment;
}

function item(data) {
  const row = document.createElement("li");
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = data.url;
  link.textContent = data.meta.title;
  heading.append(link);
  row.append(heading);
  const { kind, about, standing, warning, result } = data.meta;
  const facts = [
    kind,
    about,
    warning,
    standing && `Standing: ${standing.charAt(0).toLowerCase()}${standing.slice(1)}`,
    result,
  ];
  const line = facts.filter(Boolean).join(" · ");
  if (line) {
    const small = document.createElement("p");
    small.className = "ap-small";
    small.textContent = line;
    row.append(small);
  }
  const text = document.createElement("p");
  text.append(excerpt(data.excerpt));
  row.append(text);
  return row;
}

/** The way to the finder with the same words. */
function elsewhere(query) {
  const link = document.createElement("a");
  link.href = new URL(`providers/?${new URLSearchParams({ q: query })}`, root).href;
  link.textContent = `Look for “${query}” among providers`;
  const row = document.createElement("li");
  row.append(link);
  return row;
}

async function show() {
  const turn = asked;
  const part = await Promise.all(found.slice(shown, shown + AT_ONCE).map((result) => result.data()));
  if (turn !== asked) return null;
  const rows = part.map(item);
  list.append(...rows);
  shown += part.length;
  more.hidden = shown >= found.length;
  return rows[0] ?? null;
}

async function search(query) {
  const turn = ++asked;
  if (!query) {
    list.replaceChildren();
    more.hidden = true;
    said.textContent = "";
    return;
  }
  try {
    const answer = await (await engine()).search(query);
    if (turn !== asked) return;
    found = answer.results;
    shown = 0;
    list.replaceChildren();
    const number = found.length;
    said.textContent =
      number === 0
        ? `Nothing was found for “${query}”. Try fewer or other words, or look through the list of providers.`
        : `${number === 1 ? "One page" : `${number} pages`} found for “${query}”.`;
    if (number === 0) list.append(elsewhere(query));
    await show();
  } catch {
    if (turn === asked) said.textContent = "The search did not load. Try again, or look through the list of providers.";
  }
}

function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

let waiting = 0;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const query = input.value.trim();
    remember(query);
    search(query);
  }, 200);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  const query = input.value.trim();
  remember(query);
  search(query);
});
more.addEventListener("click", async () => {
  const first = await show();
  first?.querySelector("a").focus();
});

form.hidden = false;
const first = new URL(location.href).searchParams.get("q");
if (first) {
  input.value = first;
  search(first.trim());
}
