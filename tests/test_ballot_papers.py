"""Papers of every method, secret ones, and voices passed on: through the API and through pages without JavaScript."""

import random
import re

import pytest

from reader import Forms, Reader
from support import fields, ok, problem, soon, together


def root(net, door=""):
    return f"/api/v1/networks/{net.slug}/proposals{door}"


def propose(net, method, options=("甲", "乙", "丙"), voices=(), by=None, **more):
    """A proposal that is open, among these members alone where some are named."""
    body = {"question": "哪一个？", "method": method, "quorum": 0, "open": True, "topic": "work",
            "options": [one if isinstance(one, dict) else {"words": one} for one in options], **more}
    if voices:
        body["scope"] = "members:" + ",".join(one.member for one in voices)
    made = ok((by or net.founder).post(root(net), body), 201)
    assert made["state"] == "open", made
    made["ids"] = [option["id"] for option in made["options"]]
    return made


def marks(proposal, values, efforts=()):
    made = []
    for place, value in enumerate(values):
        if value is not None:
            made.append({"option": proposal["ids"][place], "value": value, **({"effort": efforts[place]} if efforts else {})})
    return made


def cast(net, by, proposal, values=(), status=201, efforts=(), headers=None, **more):
    body = {"marks": marks(proposal, values, efforts), **more}
    return ok(by.post(root(net, f"/{proposal['id']}/ballots"), body, headers=headers or {}), status)


def paper(by, net, proposal, status=200):
    return ok(by.get(root(net, f"/{proposal['id']}/ballot")), status)


def read(net, by, proposal):
    return ok(by.get(root(net, f"/{proposal['id']}")))


def close(net, proposal, status=200):
    ok(net.founder.post(root(net, f"/{proposal['id']}/actions"), {"action": "close"}), status)
    return read(net, net.founder, proposal)


def outcome(net, proposal):
    """What it came to, once its owner has written it down."""
    ok(net.founder.post(root(net, f"/{proposal['id']}/actions"), {"action": "decide", "words": "按大家的结果办，下周开始。"}))
    found = read(net, net.founder, proposal)["outcome"]
    names = dict(zip(proposal["ids"], "甲乙丙丁戊"))
    return found["verdict"], [names[winner["id"] if isinstance(winner, dict) else winner] for winner in found["winners"]]


METHODS = [
    ("approval", [[1, 1, None], [None, True, None], ["yes", None, None]], {}, "甲"),
    ("score", [[5, 4, 0], [1, 4, 2], [3, 5, None]], {}, "乙"),
    ("ranked", [[1, 2, 3], [2, 1, 3], [2, 1, 3]], {}, "乙"),
    ("instantRunoff", [[1, 2, 3], [1, 2, None], [None, 1, 2]], {}, "甲"),
    ("majorityJudgment", [[5, 3, 0], [0, 3, 1], [1, 3, 1]], {}, "乙"),
    # Nine and nine: more people gave the second a dot.
    ("dots", [[5, 3, 0], [4, 4, 0], [0, 2, 6]], {"credits": 8}, "乙"),
    ("quadratic", [[4, 0, 0], [2, 2, 2], [-2, 3, 2]], {"credits": 19}, "乙"),
    ("timePoll", [["yes", "ifNeedBe", "no"], ["no", "yes", "no"], ["yes", "yes", "no"]], {}, "乙"),
]


@pytest.mark.parametrize("method, papers, terms, winner", METHODS, ids=[one[0] for one in METHODS])
def test_each_method_from_the_paper_to_the_result(net, method, papers, terms, winner):
    people = [net.member(name=f"v{number}") for number in range(len(papers))]
    options = [{"words": word, "startsAt": soon(24 + place)} for place, word in enumerate("甲乙丙")] \
        if method == "timePoll" else ("甲", "乙", "丙")
    proposal = propose(net, method, options, people, tieBreak="supporters", **terms)
    blank = paper(people[0], net, proposal)
    assert blank["rule"] and blank["tieRule"] and not blank["cast"] and blank["marks"] == [] and len(blank["options"]) == 3
    # First one thing, then another: the last counts, once.
    cast(net, people[0], proposal, papers[-1])
    for by, values in zip(people, papers):
        key = {"Idempotency-Key": f"k-{by.member}"}
        first = cast(net, by, proposal, values, headers=key)
        assert cast(net, by, proposal, values, headers=key) == first and first["changeable"]
    said = paper(people[0], net, proposal)
    assert said["cast"] and [mark["option"] for mark in said["marks"]] == [
        proposal["ids"][place] for place, value in enumerate(papers[0])
        if value is not None and (method != "dots" or value) and (method != "quadratic" or value)]
    shown = close(net, proposal)
    assert shown["tally"]["answered"] == len(people)
    assert outcome(net, proposal) == ("adopted", [winner])
    problem(people[0].post(root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, papers[0])}), 409)
    page = Reader(net, language="zh")
    page.sign_in(net.founder)
    text = page.go(f"/n/{net.slug}/proposals/{proposal['id']}")
    assert "怎样数出来的" in text and ("两两相比" in text) == (method in ("ranked", "instantRunoff"))


def test_a_matrix_and_a_budget_that_is_shared_out(net):
    people = [net.member(name=f"v{number}") for number in range(3)]
    matrix = propose(net, "matrix", voices=people)
    for by in people:
        cast(net, by, matrix, [5, 2, 5], efforts=[2, 5, 5])
    assert fields(problem(people[0].post(root(net, f"/{matrix['id']}/ballots"), {"marks": marks(matrix, [5], [])}), 422)) \
        == {"marks.1"}
    close(net, matrix)
    assert outcome(net, matrix) == ("adopted", ["甲"])
    # Each choice says what can still be paid for: there nothing waits for somebody to choose.
    assert fields(problem(net.founder.post(root(net), {
        "question": "分给谁？", "method": "equalShares", "budget": 9, "tieBreak": "owner",
        "options": [{"words": "甲", "cost": 5}, {"words": "乙", "cost": 4}]}), 422)) == {"tieBreak"}
    shares = propose(net, "equalShares", [{"words": "甲", "cost": 5}, {"words": "乙", "cost": 4}, {"words": "丙", "cost": 3}],
                     people, budget=9, budgetUnit="小时")
    for by, values in zip(people, ([1, 1, None], [1, 1, None], [None, None, 1])):
        cast(net, by, shares, values)
    close(net, shares)
    verdict, winners = outcome(net, shares)
    # Two thirds can pay for one of theirs, and one third for its own; greedy would have spent all on the many.
    assert verdict == "adopted" and "丙" in winners and len(winners) == 2
    page = Reader(net, language="zh")
    page.sign_in(net.founder)
    assert "如果只按支持者多少来" in page.go(f"/n/{net.slug}/proposals/{shares['id']}")


def test_where_several_can_win_the_owner_fills_the_places_that_are_left_from_the_page(net):
    people = [net.member(name=f"v{number}") for number in range(2)]
    proposal = propose(net, "dots", ("甲", "乙", "丙", "丁"), people, tieBreak="owner", seats=3, credits=8)
    for by, values in zip(people, ([8, 0, 0, 0], [0, 2, 2, 2])):
        cast(net, by, proposal, values)
    close(net, proposal)
    page = Reader(net, language="zh")
    page.sign_in(net.founder)
    text = page.go(f"/n/{net.slug}/proposals/{proposal['id']}")
    assert "结果并列，选哪 2 个" in text and text.count('type="checkbox" name="winners"') == 3
    form = next(one for one in Forms(text).forms if "met" in one["fields"] and "linkPath" in one["fields"])

    def decide(winners, status):
        sent = page.post(
            net.server.url + form["action"], headers={"Sec-Fetch-Site": "same-origin"},
            data={**form["fields"], "action": "decide", "words": "先做这几件，别的下次再说。", "winners": winners})
        assert sent.status_code == status, sent.text[:1500]
        return sent.text

    text = decide(proposal["ids"][1:], 422)
    assert "请正好选定 2 个" in text and len(re.findall('name="winners" value="[^"]+" checked', text)) == 3
    decide([proposal["ids"][3], proposal["ids"][1]], 200)
    found = read(net, net.founder, proposal)["outcome"]
    assert (found["verdict"], found["winners"]) == ("adopted", [proposal["ids"][place] for place in (0, 1, 3)])


def test_what_is_wrong_with_a_paper_is_said_and_what_was_typed_is_kept(net):
    she, stranger = net.member(name="she"), net.member(name="stranger")
    proposal = propose(net, "dots", voices=[she], credits=8)
    said = problem(she.post(root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, [5, 4, 0])}), 422)
    assert fields(said) == {"marks"} and "9" in said["errors"][0]["message"] and "8" in said["errors"][0]["message"]
    problem(stranger.post(root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, [1, 0, 0])}), 403)
    other = {"marks": [{"option": proposal["id"], "value": 1}]}
    assert fields(problem(she.post(root(net, f"/{proposal['id']}/ballots"), other), 422)) == {"marks"}
    page = Reader(net, language="en")
    page.sign_in(she)
    page.go(f"/n/{net.slug}/proposals/{proposal['id']}/ballot")
    text = page.submit("/ballot", 422, **{"marks.1": "5", "marks.2": "4", "marks.3": "0"})
    assert "You gave 9 dots and have 8. Take away 1." in text and page.form("/ballot")["fields"]["marks.2"] == "4"
    page.submit("/ballot", **{"marks.1": "5", "marks.2": "3"})
    assert page.at.startswith(f"/n/{net.slug}/proposals/{proposal['id']}?done=1")
    assert [mark["value"] for mark in paper(she, net, proposal)["marks"]] == [5, 3]


def test_a_secret_paper_stands_and_leaves_no_trace(net):
    people = [net.member(name=f"v{number}") for number in range(6)]
    proposal = propose(net, "ranked", voices=people, secret=True)
    assert fields(problem(people[0].post(
        root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, [1, 2, 3])}), 422)) == {"sure"}
    answers, key = set(), {"Idempotency-Key": "secret-1"}
    for number, by in enumerate(people):
        values = random.Random(number).sample([1, 2, 3], 3)[:1 + number % 3]
        response = by.post(root(net, f"/{proposal['id']}/ballots"),
                           {"marks": marks(proposal, values), "sure": True}, headers=key if number == 0 else {})
        answers.add(len(response.content))
        assert response.status_code == 201, response.text
        state = paper(by, net, proposal)
        assert state["cast"] and not state["changeable"] and state["marks"] == []
        shown = read(net, by, proposal)
        # Who has answered is nobody's to see, and nothing is counted before the end.
        assert shown["tally"] is None and shown["answered"] == (number + 1 if number + 1 >= 5 else None)
    assert len(answers) == 1
    # With its key it is the same request, whatever it says now; without one a second paper.
    ok(people[0].post(root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, [3, 2, 1]), "sure": True}, headers=key), 201)
    problem(people[1].post(root(net, f"/{proposal['id']}/ballots"), {"marks": marks(proposal, [1]), "sure": True}), 409)
    # Who cast when is told nowhere.
    told = ok(net.founder.get(f"/api/v1/networks/{net.slug}/events", params={"limit": 200}))["items"]
    about = [one for one in told if proposal["id"] in str(one)]
    assert about and not [one for one in about if "Answered" in str(one) or any(by.member in str(one) for by in people)]
    page = Reader(net, language="en")
    page.sign_in(people[2])
    assert "Your ballot is in the box already" in page.go(f"/n/{net.slug}/proposals/{proposal['id']}/ballot")
    close(net, proposal)
    assert outcome(net, proposal)[0] == "adopted"
    tally = read(net, people[0], proposal)["tally"]
    assert tally["answered"] == 6 and "withoutRecent" not in tally
    # Whose a paper is nobody knows, so nobody can count without those who came lately: the page says so.
    assert "Whose a secret paper is nobody knows" in page.go(f"/n/{net.slug}/proposals/{proposal['id']}")


def test_below_five_nothing_of_a_secret_ballot_is_shown(net):
    people = [net.member(name=f"v{number}") for number in range(5)]
    refused = problem(net.founder.post(root(net), {
        "question": "?", "method": "approval", "secret": True, "open": True, "options": [{"words": "甲"}, {"words": "乙"}],
        "scope": "members:" + ",".join(one.member for one in people[:4])}), 409)
    assert refused["detail"]
    proposal = propose(net, "simpleMajority", (), people, secret=True)
    together(5, lambda index: cast(net, people[index], proposal, position="agree" if index < 3 else "disagree", sure=True))
    shown = close(net, proposal)
    assert shown["tally"]["counts"] == {"agree": 3, "disagree": 2}


def test_a_voice_is_passed_on_seen_taken_back_and_overridden(net):
    a, b, c = (net.member(name=name) for name in "abc")
    door = f"/api/v1/networks/{net.slug}/delegations"
    problem(a.post(door, {"topic": "work", "to": b.member}), 409)
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/proposals/rules", {"mayDelegate": True}))
    given = ok(a.post(door, {"topic": "work", "to": b.member}), 201)
    ok(b.post(door, {"topic": "work", "to": c.member}), 201)
    assert fields(problem(c.post(door, {"topic": "work", "to": a.member}), 422)) == {"to"}
    assert fields(problem(c.post(door, {"topic": "work", "to": c.member}), 422)) == {"to"}
    assert ok(a.get(door))["given"][0]["onwards"] and ok(c.get(door))["carried"][0]["weight"] == 2
    proposal = propose(net, "approval", ("甲", "乙"), [a, b, c], results="untilAnswered")
    assert paper(c, net, proposal)["carries"] == 2 and not paper(a, net, proposal)["passedOn"]
    cast(net, c, proposal, [1, None])
    assert paper(a, net, proposal)["passedOn"]
    tally = read(net, c, proposal)["tally"]
    assert tally["answered"] == 3 and tally["delegated"] == 2
    # What one says oneself counts first.
    cast(net, b, proposal, [None, 1])
    assert read(net, c, proposal)["tally"]["delegated"] == 1
    ok(a.post(f"{door}/{given['id']}/actions", {"action": "revoke"}))
    assert read(net, c, proposal)["tally"]["answered"] == 2
    problem(b.post(f"{door}/{given['id']}/actions", {"action": "revoke"}), 404)
    page = Reader(net, language="en")
    page.sign_in(a)
    page.go(f"/n/{net.slug}/delegations")
    page.submit("/delegations", topic="rules", to=c.member)
    assert "Take it back" in page.page.text
    form = page.form("/actions")
    page.post(page.url + form["action"], data={**form["fields"], "action": "revoke"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Nothing passed on." in page.go(f"/n/{net.slug}/delegations")
