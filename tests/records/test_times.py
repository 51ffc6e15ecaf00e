"""Date expressions: what is found, and which days it means."""

from __future__ import annotations

import datetime
import time

import pytest

from dateline.records.times import TimeExpression, find_times

PUBLISHED = datetime.date(2016, 3, 16)  # a Wednesday


def read(text: str, published: datetime.date | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    """The wordings of a text with their first and last day."""

    def shown(day: datetime.date | None) -> str | None:
        return None if day is None else day.isoformat()

    return [(text[slice(*found.span)], shown(found.start), shown(found.end)) for found in find_times(text, published)]


def only(text: str, published: datetime.date | None = PUBLISHED) -> TimeExpression:
    """The one expression of a text."""
    (found,) = find_times(text, published)
    return found


def days(text: str, published: datetime.date | None = PUBLISHED) -> str | None:
    """The days of the one expression of a text: one date, or two joined by a stroke."""
    found = only(text, published)
    if found.start is None or found.end is None:
        return None
    return found.start.isoformat() if found.start == found.end else f"{found.start}/{found.end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The truce of 9 February 2014 broke down.", "2014-02-09"),
        ("The truce of February 9, 2014, broke down.", "2014-02-09"),
        ("The truce of February 9th, 2014 broke down.", "2014-02-09"),
        ("The truce of the 9th of February, 2014 broke down.", "2014-02-09"),
        ("The truce of Sunday, February 9, 2014 broke down.", "2014-02-09"),
        ("The truce of Sun, 09 Feb 2014 broke down.", "2014-02-09"),
        ("Sent 2014-02-09T10:15:00Z from the front.", "2014-02-09"),
        ("Filed 25/02/2014 by the clerk.", "2014-02-25"),
        ("Filed 02/25/2014 by the clerk.", "2014-02-25"),
        ("Filed 09/03/2016 by the clerk.", "2016-03-09"),  # the American reading lies in the future
        ("TRIPOLI, Feb. 9 (Agency) - Militias clashed.", "2016-02-09"),
    ],
)
def test_a_full_date_is_read_in_every_order(text: str, expected: str) -> None:
    """Full dates are read in English, American and ISO order, with or without weekday."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels took the airport on 2 March.", "2016-03-02"),
        ("Rebels took the airport on December 2.", "2015-12-02"),
        ("The assembly will convene on December 2.", "2016-12-02"),
        ("A hearing is scheduled for April 20.", "2016-04-20"),
        ("The ballot, to be held on 7 August, divides the country.", "2016-08-07"),
        ("The summit on 20 March divides the country.", "2016-03-20"),
        ("They were freed on Saturday, April 4.", "2015-04-04"),
        ("Readers may recall the raid on 2 February.", "2016-02-02"),
    ],
)
def test_a_date_without_year_takes_the_one_that_fits(text: str, expected: str) -> None:
    """A date without a year lies behind the day of publication, unless its clause looks forward; a weekday has to agree."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen shot the mayor on Monday.", "2016-03-14"),
        ("Gunmen shot the mayor on Wednesday.", "2016-03-16"),
        ("Gunmen shot the mayor on Thursday.", "2016-03-10"),
        ("Ministers will meet on Thursday.", "2016-03-17"),
        ("The envoy is due to land in Aden on Sunday.", "2016-03-20"),
        ("Talks are expected to resume Monday in Muscat.", "2016-03-21"),
        ("A vigil is to be held on Friday evening.", "2016-03-18"),
        ("On Friday the court will rule.", "2016-03-18"),
        ("On Friday the court, which will sit again in autumn, ruled.", "2016-03-18/2016-03-18"),
        ("Delegates to stay in Doha until Saturday", "2016-03-19"),
        ("He has been missing since Saturday.", "2016-03-12"),
        ("The two, expected to testify, were arrested on Saturday.", "2016-03-12"),
        ("This past Monday shops reopened.", "2016-03-14"),
        ("Shops reopen this coming Monday.", "2016-03-21"),
        ("The attack last Tuesday killed nine.", "2016-03-08"),
        ("The march next Tuesday is banned.", "2016-03-22"),
        ("Friday of last week was calm.", "2016-03-11"),
    ],
)
def test_a_weekday_looks_back_unless_its_clause_looks_forward(text: str, expected: str) -> None:
    """A weekday is the latest one, the day of publication included; a future verb or "next" turns it round."""
    found = find_times(text, PUBLISHED)[0]
    assert (found.start, found.end) == (datetime.date.fromisoformat(expected[:10]), datetime.date.fromisoformat(expected[-10:]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling stopped yesterday.", "2016-03-15"),
        ("Shelling stopped last night.", "2016-03-15"),
        ("Shelling stopped this morning.", "2016-03-16"),
        ("Shelling resumes tomorrow.", "2016-03-17"),
        ("Shelling stopped the day before yesterday.", "2016-03-14"),
        ("Shelling stopped last week.", "2016-03-07/2016-03-13"),
        ("Shelling stopped the week before last.", "2016-02-29/2016-03-06"),
        ("Shelling goes on this week.", "2016-03-14/2016-03-20"),
        ("Shelling stopped earlier this week.", "2016-03-14/2016-03-16"),
        ("It will stop later this month.", "2016-03-16/2016-03-31"),
        ("Shelling stopped over the weekend.", "2016-03-12/2016-03-13"),
        ("Shelling will stop this weekend.", "2016-03-19/2016-03-20"),
        ("Shelling stopped last month.", "2016-02-01/2016-02-29"),
        ("Shelling stopped last year.", "2015-01-01/2015-12-31"),
        ("Shelling stopped last summer.", "2015-06-01/2015-08-31"),
        ("Shelling may stop next year.", "2017-01-01/2017-12-31"),
        ("Shelling stopped two days ago.", "2016-03-14"),
        ("Shelling stopped a week ago.", "2016-03-09"),
        ("Shelling stopped three months ago.", "2015-12-01/2015-12-31"),
        ("Shelling stopped twenty-five years ago.", "1991-01-01/1991-12-31"),
        ("Shelling went on for the past two weeks.", "2016-03-02/2016-03-16"),
        ("Shelling grew in the last 48 hours.", "2016-03-14/2016-03-16"),
        ("Shelling could go on for the next ten days.", "2016-03-16/2016-03-26"),
        ("They vote in three weeks' time.", "2016-04-06"),
    ],
)
def test_a_relative_date_counts_from_publication(text: str, expected: str) -> None:
    """Days, weeks, months and years beside the present are counted from the day of publication; weeks run from Monday to Sunday."""
    assert days(text) == expected
    assert only(text).anchor == "published"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was jailed in November.", "2015-11-01/2015-11-30"),
        ("He was jailed in May.", "2015-05-01/2015-05-31"),
        ("He will be freed in May.", "2016-05-01/2016-05-31"),
        ("He has been in jail since March 2011.", "2011-03-01/2011-03-31"),
        ("He was jailed in April last year.", "2015-04-01/2015-04-30"),
        ("He was jailed in early February.", "2016-02-01/2016-02-10"),
        ("He was jailed in mid-February.", "2016-02-11/2016-02-20"),
        ("He was jailed in late February.", "2016-02-21/2016-02-29"),
        ("He was jailed at the end of January 2013.", "2013-01-21/2013-01-31"),
        ("He was jailed last April.", "2015-04-01/2015-04-30"),
        ("He was jailed in the first week of June 2014.", "2014-06-02/2014-06-08"),
        ("He was jailed on the last Friday of June 2014.", "2014-06-27"),
    ],
)
def test_a_month_and_its_parts(text: str, expected: str) -> None:
    """A month is whole unless it is cut: early is day 1 to 10, mid 11 to 20, late 21 to its end."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war began in 2011.", "2011-01-01/2011-12-31"),
        ("The city has been besieged since 2013.", "2013-01-01/2013-12-31"),
        ("The 2008 ceasefire collapsed.", "2008-01-01/2008-12-31"),
        ("The party's 2004 charter says so.", "2004-01-01/2004-12-31"),
        ("Their house (built 1720) burned.", None),
        ("The tribe settled there in 1720.", "1720-01-01/1720-12-31"),
        ("The project ends in mid-2018.", "2018-05-01/2018-08-31"),
        ("In the 1990s they were allies.", "1990-01-01/1999-12-31"),
        ("In the early 1980s they were allies.", "1980-01-01/1983-12-31"),
        ("In the nineties they were allies.", "1990-01-01/1999-12-31"),
        ("Exports fell in the third quarter.", "2015-07-01/2015-09-30"),
        ("Exports fell in the second quarter of 2014.", "2014-04-01/2014-06-30"),
        ("Exports fell in the first half of 2014.", "2014-01-01/2014-06-30"),
        ("Exports fell in the first nine months of 2014.", "2014-01-01/2014-09-30"),
        ("The army attacked in the spring of 2012.", "2012-03-01/2012-05-31"),
        ("The army attacked in the winter of 2012.", "2012-12-01/2013-02-28"),
    ],
)
def test_years_decades_quarters_and_seasons(text: str, expected: str | None) -> None:
    """A bare year counts where a date can stand; decades, quarters, halves and seasons are cut from the calendar."""
    if expected is None:
        assert find_times(text, PUBLISHED) == []
    else:
        assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planes struck on 6/7 October 2015.", "2015-10-06/2015-10-07"),
        ("Planes struck on October 6-8.", "2015-10-06/2015-10-08"),
        ("Planes struck between 3 and 5 May 2014.", "2014-05-03/2014-05-05"),
        ("Planes struck from October 28 to November 2, 2014.", "2014-10-28/2014-11-02"),
        ("Planes struck from December 30 to January 2, 2014.", "2013-12-30/2014-01-02"),
        ("Planes struck from Thursday to Sunday.", "2016-03-10/2016-03-13"),
        ("They will strike from Thursday to Sunday.", "2016-03-17/2016-03-20"),
        ("They governed from 2003 to 2011.", "2003-01-01/2011-12-31"),
        ("They governed between 2003 and 2011.", "2003-01-01/2011-12-31"),
        ("Their term (2003–2011) was long.", "2003-01-01/2011-12-31"),
        ("Their term of 2012-13 was short.", "2012-01-01/2013-12-31"),
        ("Planes struck from March to May 2015.", "2015-03-01/2015-05-31"),
    ],
)
def test_two_points_make_a_range(text: str, expected: str) -> None:
    """Two points joined by "from ... to", "between ... and" or a dash are one range, and the one without a year follows the other."""
    assert days(text) == expected
    assert only(text).grain == "range"


def test_what_is_postponed_has_two_dates() -> None:
    """The days from and to which something is moved are no range."""
    assert [row[1] for row in read("The vote was postponed from Monday to Tuesday.")] == ["2016-03-14", "2016-03-15"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Churches burned on Christmas Eve.", "2015-12-24"),
        ("Churches burned at Easter 2015.", "2015-04-05"),
        ("Churches burned on Good Friday 2014.", "2014-04-18"),
        ("Churches burned at Orthodox Easter 2016.", "2016-05-01"),
        ("He has been in hiding since the September 11 attacks.", "2001-09-11"),
        ("Shops closed on Thanksgiving.", "2015-11-26"),
    ],
)
def test_a_feast_has_its_date(text: str, expected: str) -> None:
    """Feasts with a fixed or computable date are read, Easter of both reckonings included."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "wording", "expected"),
    [
        ("A bomb went off on 2 March. Two days later the police made arrests.", "Two days later", "2016-03-04"),
        ("A bomb went off on 2 March. The next day the police made arrests.", "The next day", "2016-03-03"),
        ("A bomb went off on 2 March. Three days after the blast the police made arrests.", "Three days after", "2016-03-05"),
        ("A bomb went off on 2 March. Shops closed. Schools closed. Arrests were made that day.", "that day", "2016-03-02"),
        ("The fort fell on Monday, two days after the water ran out.", "two days after", "2016-03-14"),
        ("He fled ten days before the 5 March verdict.", "ten days before", "2016-02-24"),
        ("The plan was announced five days earlier, on 4 March.", "five days earlier", "2016-03-04"),
        ("The fort fell in 1982. Two years later it was retaken.", "Two years later", "1984-01-01/1984-12-31"),
        ("In 2003, the city fell on April 9.", "April 9", "2003-04-09"),
    ],
)
def test_an_expression_leans_on_an_earlier_one(text: str, wording: str, expected: str) -> None:
    """What is counted from another date takes it from its own sentence or the one before."""
    found = next(row for row in read(text) if row[0] == wording)
    assert found[1:] == (expected[:10], expected[-10:])


@pytest.mark.parametrize(
    "text",
    [
        "Two days after the blast the police made arrests.",
        "He returned the following day.",
        "The tanks left on Monday. Shops opened. Five days later they came back.",
    ],
)
def test_without_an_anchor_nothing_is_guessed(text: str) -> None:
    """An expression that leans on nothing near stays in the list without dates."""
    found = find_times(text, PUBLISHED)[-1]
    assert (found.start, found.end, found.anchor) == (None, None, "previous")


def test_a_shift_never_leads_into_the_future() -> None:
    """What would lie after publication without a future verb is left open."""
    found = find_times("A bomb went off on Monday. Ten days after the blast the police made arrests.", PUBLISHED)[-1]
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("He was shot on Monday.", None), ("He was shot on 5 May.", None), ("He was shot on 5 May 2015.", "2015-05-05"), ("He was shot last week.", None)],
)
def test_without_publication_only_absolute_dates_resolve(text: str, expected: str | None) -> None:
    """Without a date of publication an expression is still returned, with dates only when it names them itself."""
    assert days(text, None) == expected


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Late on Sunday the guns fell silent.", "Sunday"),
        ("They fled Sunday night.", "Sunday"),
        ("They fled early yesterday morning.", "yesterday"),
        ("They fled on Wednesday’s ferry.", "Wednesday"),
        ("They fled in early January.", "early January"),
        ("They fled on January 3rd by boat.", "January 3rd"),
        ("They fled on January\n3, 2015 by boat.", "January\n3, 2015"),
        ("İzmir İli: they fled on January 3.", "January 3"),
    ],
)
def test_the_span_is_exact(text: str, wording: str) -> None:
    """The span holds the date alone, without its preposition and the part of the day, in code points of the given text."""
    assert [row[0] for row in read(text)] == [wording]


def test_a_date_line_does_not_swallow_the_headline() -> None:
    """A weekday that ends a headline does not join the date on the next line."""
    assert [row[0] for row in read("Port to stay closed until Friday\nMarch 14, 2016\nThe port ...")] == ["Friday", "March 14, 2016"]


def test_skipped_spans_hold_no_dates() -> None:
    """What touches a span that the caller rules out is left out."""
    text = "Near the 6 October Bridge gunmen fired on 12 March."
    assert [row[0] for row in read(text)] == ["the 6 October", "12 March"]
    assert [text[slice(*found.span)] for found in find_times(text, PUBLISHED, skip=[(9, 25)])] == ["12 March"]


@pytest.mark.parametrize("text", ["that day " * 4000, "two days after " * 4000, "\n" * 80_000, " " * 80_000, "1-" * 40_000, "from Monday to " * 4000])
def test_odd_texts_cost_no_more_than_their_length(text: str) -> None:
    """No input makes the grammar run away: a few tens of kilobytes of anything take well under the time of a quadratic search."""
    began = time.process_time()
    find_times(text, PUBLISHED)
    assert time.process_time() - began < 8
