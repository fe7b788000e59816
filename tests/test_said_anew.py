"""What she says anew on her page, and where those read it whom it concerns."""

from datetime import datetime, timedelta, timezone
from urllib.parse import urljoin

from reader import Forms, Reader
from support import soon


def correct(reader, status, **changed):
    """Sends the form on her page that corrects the need's words and lines."""
    form = next(one for one in Forms(reader.page.text).forms if one["fields"].get("_form") == "correct")
    reader.page = reader.post(
        urljoin(reader.page.url, form["action"]), data={**form["fields"], **changed}, timeout=90,
        headers={"Sec-Fetch-Site": "same-origin"})
    assert reader.page.status_code == status, reader.page.text[:1500]
    return reader.page.text


def on_her_wall(hours):
    return (datetime.now(timezone(timedelta(hours=8))) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def test_a_time_that_is_over_is_asked_back_once(net):
    need = net.published(lines=[{"item": "司机", "kind": "people", "quantity": 2, "from": soon(2), "to": soon(6)}])
    line, she = need.line()["id"], Reader(net)
    she.go(need.url)
    over = {f"from.{line}": on_her_wall(-9), f"to.{line}": on_her_wall(-3)}
    assert "send once more" in correct(she, 422, **over)
    # The same again is an answer.
    correct(she, 200)
    ends = datetime.fromisoformat(need.line()["to"].replace("Z", "+00:00")).astimezone(timezone(timedelta(hours=8)))
    assert ends.strftime("%Y-%m-%dT%H:%M") == over[f"to.{line}"]
    # What stands there is corrected no more.
    correct(she, 200, **{f"hours.{line}": "2"})
    assert need.line()["minutes"] == 120


def test_less_than_is_promised_is_shown_to_all_three(net):
    need = net.published(lines=[{"item": "N95口罩", "quantity": 100}])
    helper, line = net.member(name="helper"), need.line()["id"]
    need.claim(helper, 70)
    she = Reader(net)
    she.go(need.url)
    assert "Wanted now" not in she.page.text
    mail = Reader(net).mail(lambda: correct(she, 200, **{f"quantity.{line}": "35"}))
    assert mail(r"(?:wanted now:|现在只要) (35)").group(1) == "35"
    assert need.line()["wanted"] == 35
    for page in (
            she.page.text, Reader(net).sign_in(helper).go(f"/n/{net.slug}/needs/{need.id}"),
            Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/needs/{need.id}")):
        assert "Wanted now: 35 (70 are promised)" in page or "现在只要 35（已认领 70）" in page
    # Her form holds what she wants, not what is promised.
    fields = next(one for one in Forms(she.page.text).forms if one["fields"].get("_form") == "correct")["fields"]
    assert fields[f"quantity.{line}"] == "35"
