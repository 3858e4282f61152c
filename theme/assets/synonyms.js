// Synonyms: what readers call things, and what records call them. Data alone, for the directory to add to.
// Left: words as they are typed, small letters. Right: words of which all are looked for, or the column and its values,
// of which one must hold in every column named; any line of the right will do.

const DAYS = {
  Mon: "monday",
  Tue: "tuesday",
  Wed: "wednesday",
  Thu: "thursday",
  Fri: "friday",
  Sat: "saturday",
  Sun: "sunday",
};
/** @type {Record<string, string[]>} */
const SHORT = { Tue: ["tues"], Wed: ["weds"], Thu: ["thur", "thurs"] };
/** Which years of school each key stage has. A pupil in Year 10 is 14 or 15 years old. */
const STAGES = { KS1: [1, 2], KS2: [3, 4, 5, 6], KS3: [7, 8, 9], KS4: [10, 11], KS5: [12, 13] };

/** @type {WordMeaning[]} */
const days = Object.entries(DAYS).map(([day, name]) => [
  [name, `${name}s`, day.toLowerCase(), ...(SHORT[day] ?? [])],
  [{ day: [day] }],
]);
/** @type {WordMeaning[]} */
const stages = Object.entries(STAGES).flatMap(
  ([stage, years]) =>
    /** @type {WordMeaning[]} */ ([
      [[stage.toLowerCase(), `ks ${stage[2]}`, `key stage ${stage[2]}`], [{ stage: [stage] }]],
      ...years.map((year) => [
        [`year ${year}`, `yr ${year}`, `y${year}`, `yr${year}`],
        [{ stage: [stage], age: [year + 4, year + 5] }],
      ]),
    ]),
);

// biome-ignore format: a meaning a line
/** @type {WordMeaning[]} */
export const SYNONYMS = [
  ...days,
  ...stages,
  [["full time", "fulltime"], [{ terms: ["full-time"] }]],
  [["part time", "parttime"], [{ terms: ["part-time"] }]],
  [["primary"], [{ stage: ["KS1", "KS2"] }]],
  [["secondary"], [{ stage: ["KS3", "KS4"] }]],
  [["sixth form"], [{ stage: ["KS5"] }]],
  [["car", "cars", "garage", "mechanic", "mechanics", "motors", "motorbike", "motorbikes"], ["motor vehicle"]],
  [["bike", "bikes"], ["bicycle", "motor vehicle"]],
  [["horse", "horses", "pony", "ponies", "riding", "stables"], ["animal care", "equine"]],
  [["dog", "dogs", "pets", "animals"], ["animal care"]],
  [["asd", "asc", "autistic", "asperger", "aspergers"], ["autism"]],
  [["ebsa", "ebsn", "school refusal", "school refuser", "school avoidance"], ["emotionally based school avoidance"]],
  [["counselling", "counsellor", "counselor", "counseling", "therapy"], ["therapeutic", "counselling", "therapy"]],
  [["mental health"], ["SEMH", "anxiety"]],
  [["dyslexia", "dyslexic", "dyscalculia", "spld"], ["specific learning difficulties"]],
  [["mld"], ["moderate learning difficulties"]],
  [["sld"], ["severe learning difficulties"]],
  [["slcn", "speech"], ["speech language communication"]],
  [["eal"], ["English additional language"]],
  [["lac", "cla", "care experienced"], ["looked after children"]],
  [["deaf"], ["hearing impairment"]],
  [["blind"], ["visual impairment"]],
  [["cooking", "chef"], ["catering"]],
  [["hairdresser", "hairdressing", "barber", "barbering"], ["hair"]],
  [["builder", "building", "bricklaying", "trades"], ["construction"]],
  [["maths", "math"], ["mathematics"]],
  [["pe"], ["physical"]],
  [["pru", "prus"], ["pupil referral unit"]],
  [["unregistered", "unregulated", "not registered", "non school"], [{ registered: ["no"] }]],
  [["registered", "registered school"], [{ registered: ["yes"] }]],
  [["ict", "coding"], ["computing"]],
];
