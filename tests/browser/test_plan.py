"""Planning a placement as a school does: on a phone, by keyboard, on paper, with nothing sent and nothing kept."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from apdir.summary.plan import advise
from tests.support.sites import site
from tests.unit.summary.test_plan import CASES, book, plan_of, said

PLAN = "plan/"


def type_in(page, plan):
    """A plan typed into the page."""
    form = page.locator("[data-ap-form]")

    def fields(where, values):
        for name, value in values.items():
            field = where.locator(f"[data-field={name}]")
            if field.evaluate("(field) => field.localName") == "select":
                field.select_option(value or "")
            else:
                field.fill(value or "")

    def place(where, values):
        sessions = values.pop("sessions", [])
        for box in where.locator(".ap-week input").all():
            box.set_checked(box.get_attribute("value") in sessions)
        fields(where, values)

    fields(form, {key: plan.get(key) for key in ("year", "ehcp", "looked_after", "arranged", "medical", "part_time")})
    fields(form, {key: plan.get(key) for key in ("referred", "start", "weeks", "full_week")})
    place(form.locator("[data-ap-school]"), dict(plan["school"]))
    while form.locator(".ap-plan-provider").count() < len(plan["providers"]):
        page.get_by_role("button", name="Add a provider").click()
    for number, values in enumerate(plan["providers"]):
        place(form.locator(".ap-plan-provider").nth(number), dict(values))


def case(name):
    return plan_of(next(case for case in CASES["cases"] if case["name"] == name))


def test_a_plan_on_a_phone(serve_directory, new_page, axe, sniff):
    """What is typed is answered; nothing leaves the page, nothing stays on the device; paper has it all."""
    tab = new_page(360)
    page = tab.page
    root = serve_directory(site())
    page.goto(root + PLAN)
    tab.quiet()
    expect(page.locator("[data-ap-said]")).to_have_text("Tick sessions or enter hours to see what the rules say.")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    type_in(page, case("two providers are added up"))
    lines = page.locator(".ap-plan-over")
    expect(lines.filter(has_text="Hours with unregistered providers")).to_contain_text("11 hours a week")
    expect(page.locator("[data-ap-said]")).to_have_text("1 beyond a rule, 6 to ask or check.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    assert sniff(page) == []
    page.get_by_label("Length in weeks").fill("a dozen")
    expect(page.get_by_role("alert")).to_have_text("Write a whole number, such as 12.")
    page.get_by_label("Length in weeks").fill("0")
    expect(page.get_by_role("alert")).to_have_text("Write a whole number, at least 1.")
    page.get_by_label("Length in weeks").fill("12")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_label("Hours a week at school").fill("a few")
    expect(page.get_by_role("alert")).to_have_text("Enter hours as 6, 7.5 or 7:30.")
    assert axe(page) == []
    page.get_by_role("button", name="Remove Provider 2").click()
    expect(lines.filter(has_text="Hours with unregistered providers")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a provider")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What the rules say")).to_be_focused()
    assert asked == []
    assert page.url == root + PLAN
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.emulate_media(media="print")
    expect(page.locator("[data-ap-given]")).to_contain_text("Year 10")
    assert not page.locator("[data-ap-form]").is_visible()
    assert "SI 2024/208" in page.locator("[data-ap-part=codes]").inner_text()
    assert not page.locator(".ap-by-hand").is_visible()


def test_the_page_shows_each_line_with_its_state_source_and_code(serve_directory, new_page):
    page = new_page().page
    page.goto(serve_directory(site()) + PLAN)
    type_in(page, case("never B without supervision"))
    told = advise(case("never B without supervision"), book())
    page.locator(".ap-plan-lines details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    text = page.locator(".ap-plan-said").inner_text()
    for line in told:
        assert line["text"] in text, line
    for rule in book()["rules"]:
        if any(line["id"] == rule["id"] for line in told):
            assert rule["dated"] in text
    assert said(told)["code:national/1"] == "over not B"
    expect(page.locator("[data-ap-week] tbody tr").nth(3)).to_have_text("ThursdayFarm not BFarm not B")
    expect(page.locator("[data-ap-week] tbody tr").nth(0)).to_have_text("MondaySchoolSchool")


TYPED = """(plan) => {
  const form = document.querySelector("[data-ap-form]");
  const put = (where, values) => {
    for (const box of where.querySelectorAll(".ap-week input")) box.checked = values.sessions?.includes(box.value);
    for (const [name, value] of Object.entries(values)) {
      const field = where.querySelector(`[data-field=${name}]`);
      if (field) field.value = value;
    }
  };
  document.querySelectorAll("[data-ap-remove]").forEach((button) => button.click());
  form.reset();
  for (const values of plan.providers) {
    document.querySelector("[data-ap-add]").click();
    const place = document.querySelector(".ap-plan-provider:last-child");
    const { open_days, takes, closed } = values;
    place.dataset.entry = JSON.stringify({ open_days, takes, closed });
    put(place, values);
  }
  const { school, providers, sessions, ...rest } = plan;
  for (const part of ["pupil", "length"]) put(form.querySelector(`[data-ap-${part}]`), rest);
  put(form.querySelector("[data-ap-school]"), { ...school, full_week: plan.full_week ?? "" });
  if (plan.stage && !plan.year) form.querySelector("[data-field=year]").value = plan.stage;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return [...document.querySelectorAll(".ap-plan-lines > li > p")].map((line) => line.textContent);
}"""


def test_the_page_says_of_every_plan_what_python_says(serve_directory, new_page):
    tab = new_page()
    page = tab.page
    page.goto(serve_directory(site()) + PLAN)
    tab.quiet()
    for plan in map(plan_of, CASES["cases"]):
        shown, told = page.evaluate(TYPED, plan), advise(plan, book())
        assert [line["text"] for line in told if not any(line["text"] in words for words in shown)] == [], plan
        assert len(shown) == len(
            {(line["of"], line["is"], line["text"], *line["dates"], line["id"].split(":")[0]) for line in told}
        ), plan


@pytest.mark.parametrize(
    ("name", "tuesday"),
    [
        ("school all week, and a provider twice in it", "School no code yetFarm no code yet"),
        ("one other full-time pupil is looked after or has an EHC plan", "School"),
        ("where the provider must register, no session has a code", "School"),
    ],
)
def test_the_week_has_no_code_where_the_pupil_cannot_be(serve_directory, new_page, name, tuesday):
    page = new_page().page
    page.goto(serve_directory(site()) + PLAN)
    page.evaluate(TYPED, case(name))
    rows = page.locator("[data-ap-week] tbody tr")
    expect(rows.nth(1).locator("td").first).to_have_text(tuesday)
    expect(rows.nth(3).locator("td").first).to_contain_text("Farm no code")


def test_what_is_due_is_saved_as_a_calendar(serve_directory, new_page):
    page = new_page().page
    page.goto(serve_directory(site()) + PLAN)
    button = page.get_by_role("button", name="Save due dates as a calendar")
    expect(button).to_be_disabled()
    type_in(page, plan_of({}))
    with page.expect_download() as download:
        button.click()
    calendar = Calendar.from_ical(download.value.path().read_bytes())
    events = {(str(event["summary"]), event["dtstart"].dt.isoformat()) for event in calendar.walk("VEVENT")}
    assert ("AP placement: First assessment of educational needs", "2027-01-11") in events
    assert ("AP placement: Visit to the provider", "2027-03-25") in events
    uids = [str(event["uid"]) for event in calendar.walk("VEVENT")]
    assert len(set(uids)) == len(uids)


def test_providers_come_from_their_page_and_from_the_shortlist(serve_directory, new_page):
    page = new_page().page
    root = serve_directory(site())
    page.goto(root + "providers/wharf-lane-school/")
    page.get_by_role("button", name="Save").click()
    page.goto(root + "providers/riverside-learning/")
    page.get_by_role("link", name="Plan a placement here").click()
    first = page.locator(".ap-plan-provider")
    expect(first.get_by_label("Name")).to_have_value("Riverside Learning")
    expect(first.get_by_label("A registered school")).to_have_value("no")
    page.get_by_role("button", name="Add those of my shortlist").click()
    expect(first.nth(1).get_by_label("A registered school")).to_have_value("yes")
    page.goto(root + "shortlist/")
    page.get_by_role("link", name="Plan a placement with these").click()
    expect(page.locator(".ap-plan-provider legend")).to_have_text(["Wharf Lane School"])


def test_a_suspended_provider_is_told_of_until_it_is_another(serve_directory, new_page):
    page = new_page().page
    page.goto(serve_directory(site()) + PLAN + "?p=paws-and-hooves")
    told = page.locator(".ap-plan-over").filter(has_text="Not open to referrals")
    expect(told).to_contain_text("Paws & Hooves: Not open to referrals. Suspended.")
    page.locator(".ap-plan-provider").get_by_label("Name").fill("Another Farm")
    expect(told).to_have_count(0)


def test_without_scripts_the_rules_are_there_to_work_out_by_hand(serve_directory, new_page):
    page = new_page(scripts=False).page
    page.goto(serve_directory(site()) + PLAN)
    assert not page.locator("[data-ap-form]").is_visible()
    for rule in book()["rules"]:
        expect(page.get_by_text(rule["by_hand"]).first).to_be_visible()


def test_a_plan_fills_the_agreement_and_the_referral_from_window_to_window(serve_directory, new_page):
    tab = new_page()
    page = tab.page
    page.goto(serve_directory(site()) + PLAN + "?p=riverside-learning")
    expect(page.locator(".ap-plan-provider").get_by_label("Name")).to_have_value("Riverside Learning")
    plan = plan_of({})
    plan["providers"] = [plan["providers"][0] | {"name": "Riverside Learning"}]
    type_in(page, plan)
    filled = {}
    asked = []
    page.context.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    for name in ("Commissioning agreement", "Service level agreement", "Referral form"):
        with page.expect_popup() as popup:
            page.get_by_role("button", name=f"{name} for Riverside Learning").click()
        form = popup.value
        said = "Filled in from your plan. Read it through, and fill in the rest."
        expect(form.locator("[data-ap-said]")).to_have_text(said)
        expect(form.locator("[name=provider]")).to_have_value("Riverside Learning")
        form.wait_for_load_state("networkidle")
        found = form.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
        filled |= {name: value for name, value in found.items() if value}
        assert form.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert "2027" not in form.url
    assert filled == {
        "provider": "Riverside Learning",
        "date": "04/01/2027",
        "form-year_group": "Year 10",
        "form-start_date": "11/01/2027",
        "form-end_date": "04/04/2027",
        "form-registration": "Provision is unregistered",
        "form-ehcp_or_looked_after": "no",
        "form-mode": "Part-time",
        "form-days_a_week": "2",
        "form-hours_with_provider": "10",
        "form-hours_unregistered": "10",
        "form-hours_total": "25",
        "form-register_code": "B: approved, supervised, off site",
        "form-sessions-0-1": "09:30",
        "form-sessions-0-2": "10:00",
        "form-first_assessment": "11/01/2027",
        "form-provider_details": "12 Mill Lane, Derby, DE1 2FS",
        "form-dates": "11 January 2027 to 4 April 2027",
        "form-hours_per_week": "10",
        "form-days": "Thursday and Friday",
        **{f"form-timetable-{row}-{half}": "School" for row in range(3) for half in (1, 2)},
        **{f"form-timetable-{row}-{half}": "Riverside Learning" for row in (3, 4) for half in (1, 2)},
    }
    assert not [url for url in asked if "2027" in url or "Year" in url]


def test_another_site_can_fill_no_form(serve_directory, new_page, tmp_path):
    """A form takes a plan from the window that opened it alone, and of its own site."""
    page = new_page().page
    root = serve_directory(site())
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>")
    page.goto(serve_directory(tmp_path))
    with page.expect_popup() as popup:
        page.evaluate("(url) => { window.other = window.open(url); }", root + "forms/derby-referral/")
    popup.value.wait_for_load_state("networkidle")
    page.evaluate("window.other.postMessage({ plan: { name: 'Elsewhere' } }, '*')")
    popup.value.evaluate("window.postMessage({ plan: { name: 'Itself' } }, '*')")
    popup.value.wait_for_timeout(300)
    expect(popup.value.locator("[name=provider]")).to_have_value("")
