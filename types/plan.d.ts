// Shapes that the scripts of the page that plans a placement share.

/** Yes and no are words; null is what is not known. */
type Fact = string | number | null;
type Facts = Record<string, Fact>;
type Comparison = Record<"at most" | "less than" | "at least" | "more than" | "known", string | number>;
type When = Record<string, Fact | Fact[] | Partial<Comparison>>;
type State = "ok" | "over" | "check" | "do" | "note";

interface PlanRule {
  id: string;
  part: string;
  of: "plan" | "provider";
  title: string;
  /** The framework, or the council's test, that states it; empty for a national rule and for our own. */
  local: string;
  source: string;
  dated: string;
  own: string;
  who: string;
  facts: Facts;
  when: When;
  let: Record<string, { when?: When; is: string }[]>;
  lines: { when: When; is: State; code?: string; text: string }[];
  due: DueRule;
}
interface DueRule {
  after?: string;
  days?: string | number;
  weeks?: string | number;
  less?: number;
  each?: string;
  first?: string;
}
interface RuleBook {
  facts: Facts;
  terms: [first: string, last: string][];
  half_terms: [first: string, last: string][];
  rules: PlanRule[];
}

/** A place as it is typed. */
interface PlanPlace {
  name?: string;
  sessions?: string[];
  hours?: string | number | null;
  registered?: string | null;
  supervised?: string | null;
  at_home?: string | null;
  on_roll?: string | null;
  runs?: string | number | null;
  others?: string | number | null;
  others_one?: string | null;
  starts?: string | null;
  /** Of a provider of the directory: days on which it is open, key stages that it takes, its standing where it is closed to referrals. */
  open_days?: string[];
  takes?: string[];
  closed?: string;
}
/** A plan as it is typed. */
interface Plan {
  stage?: string | null;
  year?: string | number | null;
  ehcp?: string | null;
  looked_after?: string | null;
  arranged?: string | null;
  medical?: string | null;
  part_time?: string | null;
  full_week?: string | number | null;
  referred?: string | null;
  start?: string | null;
  weeks?: string | number | null;
  school?: PlanPlace;
  providers?: PlanPlace[];
}
/** What a rule says: `of` is the provider's number, or 0 for the plan as a whole. */
interface PlanLine {
  id: string;
  of: number;
  is: State;
  code: string;
  text: string;
  dates: string[];
}
