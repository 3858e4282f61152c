"""Words that the invented corpus is put together from: no real provider, person or visit."""

PLACES = (
    "Amber", "Ashfold", "Beacon", "Birchwood", "Bluebell", "Brook", "Canal", "Castlegate",
    "Cedar", "Coppice", "Cromwell", "Dovecote", "Eastfield", "Elmtree", "Fernhill", "Foundry",
    "Foxglove", "Greenway", "Hawthorn", "Heathfield", "Hillcrest", "Ironbridge", "Juniper",
    "Kestrel", "Lakeside", "Larkspur", "Limetree", "Longmeadow", "Maple", "Meadow", "Mill",
    "Moorland", "Northgate", "Oakfield", "Orchard", "Parkside", "Quarry", "Riverbank",
    "Rowan", "Sawmill", "Southfield", "Sycamore", "Thornhill", "Trentside", "Valley",
    "Wharf", "Willow", "Woodside",
)
KINDS = (
    ("vocational centre", ("Workshop", "Skills Centre", "Trades Yard", "Motor Project", "Build School")),
    ("farm", ("Farm", "Smallholding", "Animal Care", "Stables")),
    ("tutoring", ("Tutors", "Learning", "Tuition Hub")),
    ("therapeutic", ("Therapies", "Wellbeing Centre", "Quiet Rooms")),
    ("sport", ("Boxing Gym", "Sports Trust", "Climbing Barn")),
    ("online", ("Online Classroom", "Virtual School House")),
)
ENDINGS = ("", " Trust", " Project", " Partnership", " Academy of Craft", " CIC", " Works", " Centre North",
           " Centre South", " Outdoors", " Studio", " Place")

STREETS = ("Mill Lane", "Station Road", "Chapel Street", "Wharf Road", "Market Place", "Forge Close", "Park View")
POSTCODES = (
    ("Derby", "DE1 2FS"), ("Derby", "DE1 1BS"), ("Derby", "DE1 3AF"), ("Derby", "DE1 3GP"), ("Derby", "DE1 2PL"),
    ("Derby", "DE1 2PQ"), ("Derby", "DE1 2RU"), ("Derby", "DE1 2QY"), ("Derby", "DE1 2BU"), ("Derby", "DE22 3NE"),
    ("Derby", "DE22 1GB"), ("Derby", "DE22 3BG"), ("Derby", "DE22 3WQ"), ("Derby", "DE24 8XL"), ("Derby", "DE24 8JB"),
    ("Derby", "DE24 8PU"), ("Derby", "DE24 0AL"), ("Derby", "DE24 9AJ"), ("Derby", "DE23 8NQ"), ("Derby", "DE23 6AJ"),
    ("Derby", "DE21 2RQ"), ("Derby", "DE21 7BJ"), ("Derby", "DE21 4AS"), ("Derby", "DE21 6AJ"),
    ("Amber Valley", "DE56 1YD"), ("Amber Valley", "DE56 4AA"), ("Amber Valley", "DE56 0DA"),
    ("Amber Valley", "DE56 2AJ"), ("Amber Valley", "DE5 3BT"), ("Amber Valley", "DE5 3AQ"),
    ("Amber Valley", "DE55 7BQ"), ("Amber Valley", "DE55 7AN"), ("Amber Valley", "DE55 1AA"),
    ("Amber Valley", "DE75 7AN"), ("Amber Valley", "DE75 7GJ"),
    ("Erewash", "DE7 5RP"), ("Erewash", "DE7 8AG"), ("Erewash", "DE7 8AJ"), ("Erewash", "DE7 4AX"),
    ("Erewash", "DE72 3AJ"), ("Erewash", "NG10 1HU"), ("Erewash", "NG10 4AA"), ("Erewash", "NG10 1JN"),
    ("Erewash", "NG10 5AP"), ("Erewash", "NG10 3AL"),
)

SUBJECTS = (
    "Construction", "Motor vehicle", "Hair and beauty", "Horticulture", "Animal care", "Catering", "Music technology",
    "Carpentry", "Sport and leisure", "Functional English", "Functional maths", "Art and design", "Digital skills",
    "Land-based studies",
)
QUALIFICATIONS = ("Award", "Certificate", "Extended award", "Unit accreditation", "Entry certificate")
BODIES = ("an invented awarding body", "the sample examinations board", "the sample skills council")
NEEDS = ("SEMH", "autism", "ADHD", "anxiety", "speech and language", "moderate learning difficulty",
         "emotionally based school avoidance")
GIVEN = ("Alex", "Bryn", "Casey", "Devon", "Ellis", "Frankie", "Greer", "Harley", "Indra", "Jody", "Kim", "Lesley")
FAMILY = ("Sampleton", "Mockford", "Inventley", "Exampleby", "Fictham", "Testerly", "Placeholme", "Draftwell")

SITUATIONS = (
    "in a converted mill beside the canal", "on a working farm at the edge of town", "in a former fire station",
    "on two floors of a community centre", "in purpose-built workshops on a trading estate",
    "in a walled garden and its glasshouses",
)
PEOPLE = ("a small team of teachers and tradespeople", "a head of centre and six tutors",
          "a teacher, two instructors and a youth worker", "a family team with twenty years in the trade")
STRENGTHS = (
    "starts each pupil with a **two-week taster** before a timetable is agreed",
    "keeps groups to *four pupils to one adult*, fewer where a risk assessment asks for it",
    "sends the school a short note at the end of **every** session",
    "builds reading and number into the practical work rather than beside it",
    "plans the return to school from the first week",
    "gives each pupil one key adult, who also rings home on Fridays",
    "uses a calm room that a pupil may ask for *without giving a reason*",
    "ends each half term with work that families come to see",
)
DAYS_OUT = (
    "register, breakfast and a look at the plan for the day",
    "practical work in the main workshop, with breaks as needed",
    "English and maths in short blocks tied to the practical work",
    "lunch together, cooked by one group for the others",
    "an outdoor or sports session, whatever the weather",
    "ten minutes to write up what went well and what comes next",
)

EVIDENCE = (
    "Central record seen and sampled for six staff; dates of checks agree with the certificates on file.",
    "Policy dated this September, signed, and on the wall of the staff room as well as online.",
    "Two instructors asked on the day could say whom to tell and how fast.",
    "Log of concerns read from January on; each entry shows what was done and who was told.",
    "Sign-in at the gate worked as described; visitors were walked to reception.",
    "Certificates of the lead and the deputy seen, both within the last two years.",
    "Risk assessments for the workshop seen, with the date of the last review on each sheet.",
    "Three pupils' plans compared with what was being taught; they matched in all three.",
    "Registers for the last four weeks agree with the messages sent to the schools.",
    "Work of five pupils looked at with the head of centre; progress is plain since the start.",
    "Timetable, group sizes and staffing agree with what schools were told at referral.",
    "Fire log, extinguisher tags and drill times seen; the last drill took three minutes.",
    "End-of-placement reports for four pupils read; each names the next step and its date.",
    "Filtering tried on two machines in the classroom; blocked pages were reported at once.",
)
NOTES = (
    "Strong practice, worth sharing with other providers.",
    "Better than at the visit before; the new form is used by everyone.",
    "In place, though newer staff could not yet describe it without help.",
    "Written down well, less sure in practice on the day.",
    "Some records were kept in two places and did not quite agree.",
    "The centre had already seen this for itself and started on it.",
)
ACTIONS = (
    "Bring the two lists together into one record and check it each half term.",
    "Put refresher training for the three newest staff in the diary and record it.",
    "Review the sheet for the workshop and show the date of review on it.",
    "Send the weekly note to every commissioning school, not only on request.",
    "Agree with each school how progress from the starting point will be shown.",
    "Update the online safety policy and walk through it with all staff.",
    "Write down who steps in when the lead is away, and tell the schools.",
    "Rewrite the induction so that a pupil can read it without help.",
)
REVIEWS = ("Seen by email, to be looked at again on site.", "Agreed as done by the officer.", "Under way, on time.")
