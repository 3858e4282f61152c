// Shapes that the web editor's scripts share.

/** A value of a record, as its text has it: every scalar is text. `null` and a number come from the editor's form alone. */
type RecordValue = string | number | null | undefined | RecordValue[] | { [key: string]: RecordValue };
/** The sorts of records that the editor has forms for. */
type RecordSort = "providers" | "visits";
type RecordFields = { [key: string]: RecordValue };
/** A record as the editor holds it: every value by its path, such as "contact.role". */
type FlatRecord = Record<string, string | undefined>;
/** One record in the editor, in each of its languages: it has one. */
interface EditorEntry {
  locales: Record<string, { path: string; content: FlatRecord }>;
}
/** What a rule finds: nothing, or the fault in words. */
type Fault = string | false | undefined;

/** Lines of one field or item of a record, with the comments and blank lines before it. */
interface RecordRow {
  key: string;
  lead: string[];
  lines: string[];
}
/** The lines of a row whose value was `old` and is `now`. */
type Rewrite = (row: RecordRow, old: RecordValue, now: RecordValue) => string[];

/** A token of marked, as far as it is looked at. */
interface Token {
  type: string;
  raw: string;
  text?: string;
  lang?: string;
  href?: string;
  title?: string | null;
  ordered?: boolean;
  start?: number | "";
  items?: Token[];
  header?: unknown[];
  tokens?: Token[];
}
/** The reader of Markdown that the editor's own script brings. */
declare var marked: { lexer(text: string): Token[]; walkTokens(tokens: Token[], visit: (token: Token) => void): void };
