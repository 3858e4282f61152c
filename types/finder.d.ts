// Shapes that the scripts of pages share: what the build writes for them (generator/apdir/pages), and what they make of it.

/** A set of providers by their number, as bits. */
type Bits = Uint32Array<ArrayBuffer>;
type Facet = keyof typeof import("../theme/assets/facets.js").RULES;
/** How a facet is asked for. */
interface FacetRule {
  /** Several choices may be made, any of which will do. */
  many?: boolean;
  /** A reader may ask for all choices at once. */
  all?: boolean;
  /** The column with how many choices a provider has at most at once. */
  most?: string;
  /** The column of what of it holds at the site that an approval is of, which counts where a standing is chosen. */
  covered?: string;
  /** How a choice that is a number is compared with the values of the index. */
  number?: "equal" | "least" | "most";
  /** The facet that must hold of one and the same offer. */
  with?: "time";
  /** The words of a choice in a row that says what a provider meets; null where the row shows the fact anyway. */
  row: ((value: string) => string) | null;
}
type Sort = "" | "fit" | "name" | "near" | "checked" | "price";
/** Resolves when the browser has nothing else to do. */
type Idle = () => Promise<unknown>;

/** What a reader asks of the finder. */
interface Question {
  q: string;
  near: string;
  sort: Sort;
  chosen: Chosen;
  /** Facets of which all choices must hold. */
  all: Facet[];
  /** Slugs of providers to compare. */
  compare: string[];
}
type Chosen = Record<Facet, string[]>;
type Asked = Pick<Question, "q" | "chosen">;
/** A choice in words. It is `joined` to one of its facet before it, or has the facet's name. */
type Spoken = (key: Facet, value: string, joined?: boolean) => string;
type Ask = (question: Question) => Promise<unknown>;

// finder/core.json, words.json and points.json

type Value = string | number | SiteDays;
/** A column of the index: distinct values, sets of them by place, and for each provider the number of its set. */
interface Column {
  values: Value[];
  sets?: number[][];
  /** What a row shows of each set, where that is not its first value. */
  shown?: string[];
  of: number[];
}
/** A column as it is sent: without `of` each provider has a set of its own, or those of the column that it names. */
type SentColumn = Omit<Column, "of"> & { of?: number[] | string };

interface Core {
  names: string[];
  /** Slugs that the name alone does not make, else 0. */
  slugs: (string | 0)[];
  /** So many files, finder/folded/*.json, have what the overdue actions of providers are about, by slug. */
  shards: number;
  /** So many are open to referrals, and have the lower numbers. */
  open: number;
  /** Areas of which a provider that serves one of them serves every other area too. */
  everywhere: string[];
  columns: Record<string, SentColumn>;
}
interface WordsFile {
  columns: Record<string, SentColumn>;
  texts: string;
}
/** A site's days ("Tue Thu"), its name with them, and what was found there that is worse than the standing. */
type SiteDays = [days: string, label: string, found?: string];
/** Names of a provider's sites, the one that its approval is of, and of each [sign, label, sign of a warning, warning]. */
type Sites = [names: string[], approved: string, signs: [string, string, string, string][]];
interface Points {
  /** Of each provider eastings and northings in turn. */
  of: number[][];
  sites: (Sites | 0)[];
  days: SiteDays[][];
}
/** finder/texts/*.json: of each word how far each provider's number is from the one before. */
type TextFile = Record<string, number[]>;
type WordProviders = [word: string, numbers: number[]];
/** Who has a phrase that was typed, by how well it fits, and what a row says of them. */
interface PhraseAnswer {
  fits: Bits[];
  said: Map<string, Bits>;
  mentioned: Bits;
}
/** A phrase that was typed, what a row says of whom who has it, and whose description mentions it. */
type PhraseProviders = [phrase: string, said: [says: string, who: Bits][], mentioned: Bits];
/** What of a question a provider meets, what it lacks, and what its description only mentions, in words. */
type Fit = [met: string[], lacks: string[], mentions: string[]];
type FetchNamed = <T>(name: string) => Promise<T>;

/** A line of details: text, or a sign and the words beside it. */
type Line = string | [sign: string, words: string];
/** finder/cards/*.json: what a comparison and a shortlist show of a provider. */
interface Details {
  name: string;
  values: Line[][];
  /** Whether a form for a visit is offered. */
  visit: boolean;
  /** What the rules of a placement turn on. */
  plan: Pick<PlanPlace, "registered" | "open_days" | "takes" | "closed">;
  places?: number[];
  sites?: Sites | 0;
  days: SiteDays[];
  /** The last day of an approval. */
  until?: string;
}

/** ask/pupil.json: the checker's patterns, each its source and flags, and lists of words with spaces between. */
interface PupilLists {
  rules: [kind: string, source: string, flags: string][];
  names: Record<string, [source: string, flags: string]>;
  lists: Record<string, string>;
  first: string;
  words: string;
  ends: string[];
}

// finder/suggest.json and names/*.json

/** What words stand for: each of `typed` as good as the other; `asked` are typed too, but descriptions mean else by them. */
interface SearchWords {
  name: string;
  typed: string[];
  asked?: string[];
  /** Stands among the words of descriptions that say one of them. */
  mark: string;
  /** Words that are wider. */
  means?: string[];
  /** Columns and their values, of which one must hold in each. */
  choose?: Record<string, Value[]>;
  pages?: PageTitle[];
  /** What the reader is told where it is not recorded. */
  answer?: string;
}
type PageTitle = [title: string, address: string];
interface SuggestFile {
  words: SearchWords[];
  /** Words that are not looked for. */
  ignored: string;
  pages: [title: string, address: string, kind: string][];
  choices: [key: Facet, value: string, label: string][];
  full_text: boolean;
  /** How the words of each file of names begin. */
  names: string;
}
/** What a search box suggests: its words, what it does, where it leads; in the finder, what it asks. */
interface Suggestion {
  text: string;
  does: string;
  href: string;
  ask?: Record<string, string>;
}
/** A provider's name, its slug, and what is told of it. */
type NameRow = [name: string, slug: string, told: string];

// Places

interface Point {
  easting: number;
  northing: number;
}
interface Place extends Point {
  label: string;
  precision: "postcode" | "sector" | "outcode" | "town";
  error?: undefined;
}
interface NoPlace {
  error: string;
}
/** A visit by what its file is named after. */
interface NamedVisit {
  framework: string;
  date: string;
  kind: string;
  site: string | null;
}
/** places/map/index.json */
interface PlacesIndex {
  areas: string[];
  exact: string[];
  towns: [name: string, easting: number, northing: number][];
  map?: [west: number, south: number, east: number, north: number];
  attribution: string;
}
interface District {
  middle: [number, number];
  sectors: Map<string, [number, number]>;
}
/** Words of a search that name a place, and the search without them. */
interface Found {
  words: string;
  /** The place itself, as it ought to be written. */
  near: string;
  rest: string;
}
/** A price a day among the words of a search, and the search without it. */
interface FoundPrice {
  pounds: string;
  words: string;
  rest: string;
}

// Pagefind's script, as far as it is used

interface PageFound {
  url: string;
  content: string;
  excerpt: string;
  meta: { title: string; kind?: string };
}
interface Hit {
  data: () => Promise<PageFound>;
}
interface Pagefind {
  options: (given: { baseUrl: string; excerptLength: number }) => Promise<void>;
  init: () => Promise<void>;
  search: (query: string) => Promise<{ results: Hit[] }>;
}

// Elements

type Child = Node | string | false | null | undefined;

// Answers

/** A provider's number in a list of results, and how far it is, in words. */
type Row = [number: number, away?: string];
interface Counts {
  /** How many there would be with a choice. */
  number: (key: Facet, value: string) => number;
  /** What would leave somebody if it were dropped. */
  removals: () => Removal[];
}
interface Removal {
  keys: Facet[];
  words: boolean;
  number: number;
}
interface Told {
  /** Words that are not found. */
  unknown: string[];
  /** Words for which others were looked for. */
  corrections: [typed: string, others: string[]][];
  /** What is not wanted, as it was typed. */
  negated: string[];
  /** What is said of words that no record can have. */
  unrecorded: string[];
  /** Pages that answer some of the words. */
  pages: PageTitle[];
  /** Phrases to look for in pages, those that were typed first. */
  ways: string[][];
  /** Words that are wider, and were looked for too. */
  wider: string[];
  /** Where nobody has every word: the text without each, and how many there would be. */
  without: { phrase: string; rest: string; number: number }[];
  /** Nobody has every word; who has all but one is found. */
  allButOne: boolean;
}
type List = "rows" | "apart" | "uncovered" | "over" | "otherwise" | "off";
type Lists = Record<List, Row[]>;
/** Results with how far they are: `rows`, and those `apart` that have no place. */
interface Placed {
  rows: Row[];
  apart: Row[];
  from?: Place;
  problem?: string;
}
interface Answer extends Counts, Lists {
  sort: Sort;
  told: Told | null;
  /** What was asked, with what its words say of the place and the price in their places. */
  asked: Question;
  taken: { place: Found | null; price: FoundPrice | null };
  total: number;
  size: number;
  from?: Place;
  problem?: string;
  standingOf: (row: Row) => string;
  make: (row: Row, there?: HTMLElement) => HTMLElement;
  /** Fetches what a row folds, and fills it in. */
  fold: (there: HTMLElement) => Promise<void>;
}

/** A standing's or another sign's words, tone and shape, and how it is counted `apart`. */
interface Sign {
  label: string;
  tone: string;
  apart: string;
  shape: () => Node;
}
type Signs = Record<string, Sign>;
/** A provider's place on the map. */
interface Mark extends Point {
  slug: string;
  name: string;
  site?: string;
  open?: (question: Question) => boolean;
  /** The sign of a warning. */
  warned?: string;
  standing: string;
  /** The sign of this place, where that is not of the standing. */
  sign?: string;
  label?: string;
  told?: string[];
}

/** What a drawing of the map shows: its sides on the National Grid. */
interface Frame {
  west: number;
  south: number;
  east: number;
  north: number;
}
interface View {
  west: number;
  north: number;
  width: number;
  height: number;
}
/** Marks that are drawn as one, about the middle of them in pixels. */
interface MarkGroup {
  x: number;
  y: number;
  marks: Mark[];
}
type Box = [left: number, top: number, right: number, bottom: number];
