// words.js, which generator/apdir/editor/words.py writes from the checker's lists, patterns and messages.

/** A pattern as script: `new RegExp(...pattern)`. */
type Pattern = [source: string, flags: string];

export const letters: Record<string, string>;
export const placeholders: string[];
export const sentence: Pattern;
export const starts: string[];
export const brackets: string;
export const toWrite: Pattern;
export const dashes: Pattern;
export const nothing: string[];
export const left: string;
export const unsaid: string;
export const hidden: Pattern;
export const unseen: Pattern;
export const quoted: Pattern;
export const alphabets: string[];
export const national: Pattern;
export const markup: Pattern;
export const plainWords: string;
export const areas: string[];
export const elsewhere: Record<string, string>;
export const noNames: string[];
export const noReasons: string[];
/** The kinds of visit of each framework that can end in a decision. */
/** A row of a framework's record: its name in the form, the items that it marks, and how many marks it may have. */
export type FormRow = [name: string, items: string[], marks: number];
/** How the form of a framework's visits is laid out: fields that stand elsewhere, by their paths, and rows. */
export const forms: Record<string, { places: [inRecord: string, inForm: string][]; rows: FormRow[] } | undefined>;
export const frameworks: Record<
  string,
  {
    from: string;
    asked: string;
    outcomes: boolean;
    beforehand: string[];
    kinds: Record<string, { decides: boolean; asks: string[] }>;
  }[]
>;
export const noVisitor: string;
export const years: [first: number, last: number];
export const longestDescription: number;
/** Of each kind of field a pattern of its paths, in each sort of record. */
export const places: Record<
  "lines" | "texts" | "phones" | "days" | "roles" | "publicTexts" | "publicLines" | "placed",
  Record<RecordSort, string>
>;
export const people: {
  beside: Pattern[];
  lists: Record<string, string[]>;
  endings: string[];
  more: string[];
  patterns: Record<string, Pattern>;
  named: string;
  person: string;
  mail: string;
  noRole: string;
};
export const description: {
  lines: [source: string, flags: string, fault: string][];
  instead: [names: string[], fault: string][];
  noTerms: string;
  noTable: string;
  unreadLink: string;
  files: string[];
  noSite: string;
  foreign: string;
  patterns: Record<string, Pattern>;
};
