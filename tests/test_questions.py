"""Sheets of questions: written, answered apart, shown together, and never whose answer is whose."""

import csv
import io
import math
import re
import uuid
from statistics import median

from reader import Reader
from support import fields, ok, problem

SCALE = {"kind": "scale", "words": {"zh": "我们商量得够不够？", "en": "Do we talk enough?"},
         "poles": [{"zh": "太少", "en": "too little"}, {"zh": "太多", "en": "too much"}]}
CHOICE = {"kind": "choice", "words": "哪天开会？", "options": ["周一", "周三", "周五"]}
SEVERAL = {"kind": "multiple", "words": "您能做什么？", "options": ["开车", "打电话", "整理"]}
RATING = {"kind": "rating", "words": "有多要紧？", "options": ["快", "准"]}
RANKING = {"kind": "ranking", "words": "先做什么？", "options": ["甲", "乙", "丙"], "most": 2}
TEXT = {"kind": "text", "words": "还想说什么？"}
EVIDENCE = {"kind": "evidence", "words": "有人支持吗？"}
ALL = [SCALE, CHOICE, SEVERAL, RATING, RANKING, TEXT, EVIDENCE]


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}/sheets{door}"


def written(net, *questions, by=None, opened=True, **more):
    by = by or net.founder
    sheet = ok(by.post(api(net), {"title": "开会的问卷", "questions": questions or ALL, **more}), 201)
    return act(net, sheet, "open", by=by) if opened else sheet


def act(net, sheet, action, by=None, status=200, **more):
    answer = (by or net.founder).post(api(net, f"/{sheet['id']}/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def read(net, sheet, by=None, status=200):
    answer = (by or net.founder).get(api(net, f"/{sheet['id']}"))
    return ok(answer) if status == 200 else problem(answer, status)


def answer(net, sheet, by, status=200, show=False, **replies):
    body = {"mayShow": show, "replies": [
        {"question": name, **({"text": value} if isinstance(value, str) else value if isinstance(value, dict) else {"picks": value})}
        for name, value in replies.items()]}
    response = by.post(api(net, f"/{sheet['id']}/answers"), body)
    return ok(response) if status == 200 else problem(response, status)


def people(net, count):
    return [net.member(name=f"答者{number}") for number in range(count)]


def waiting(by):
    """What waits for somebody: kinds with the ids of what they are about."""
    return {(one["kind"], one["object"]) for one in ok(by.get("/me/waiting"))["tasks"]}


def press(reader, door, action, **typed):
    """Presses one of the buttons of a form that goes to an address ending so."""
    form = reader.form(door)
    reader.page = reader.post(
        reader.url + form["action"], data={**form["fields"], **typed, "action": action}, timeout=90,
        headers={"Sec-Fetch-Site": "same-origin"})
    assert reader.page.status_code == 200, reader.page.text[:1500]
    return reader.page.text


def tally(result, question):
    return next(one for one in result["result"]["questions"] if one["question"] == question)


def dissent(counts):
    """What Tastle and Wierman's consensus leaves to 1."""
    n, width = sum(counts), len(counts) - 1
    mean = sum((place + 1) * count for place, count in enumerate(counts)) / n
    return -sum(count / n * math.log2(1 - abs(place + 1 - mean) / width) for place, count in enumerate(counts) if count)


def test_answered_apart_then_together(net):
    sheet = written(net)
    assert sheet["state"] == "open" and [one["kind"] for one in sheet["questions"]] == [one["kind"] for one in ALL]
    crowd = people(net, 6)
    places = [1, 1, 2, 6, 7, 7]
    for number, (one, place) in enumerate(zip(crowd, places)):
        shown = answer(
            net, sheet, one, q1=[place], q2=[1 + number % 3], q3=[1, 3], q4=[5, number % 5], q5=[2, 1] if number else [3],
            q6=f"第 {6 - number} 个人的话", q7={"picks": [1 + number % 3], "text": f"依据 {number}"})
        assert shown["answers"] == number + 1 and shown["result"] is None and shown["apart"] == "lookFirst"
        own = {reply["question"]: reply for reply in shown["own"]["replies"]}
        assert own["q1"]["picks"] == [place] and not shown["own"]["stands"]
    # Who has not answered sees nothing; who has may change it as often as they like.
    assert read(net, sheet)["apart"] == "answerFirst"
    assert answer(net, sheet, crowd[5], q1=[7])["answers"] == 6
    answer(net, sheet, crowd[5], q1=[7], q2=[3], q3=[1, 3], q4=[5, 0], q5=[2, 1], q6="第 1 个人的话", q7=[3])
    # Who looks lets their own stand for good; five come to light at once.
    seen = act(net, sheet, "look", by=crowd[0])
    assert seen["own"]["stands"] and not seen["mayAnswer"] and seen["result"]["answers"] == 5
    assert tally(seen, "q1")["rows"][0]["counts"] == [2, 1, 0, 0, 0, 1, 1]
    answer(net, sheet, crowd[0], 409, q1=[4])
    act(net, sheet, "look", by=net.founder, status=409)
    # Closed, all of it is there for every member, and nothing can be changed.
    act(net, sheet, "close", by=net.member(name="plain"), status=403)
    act(net, sheet, "close")
    act(net, sheet, "close", status=409)
    answer(net, sheet, crowd[1], 409, q1=[1])
    result = read(net, sheet, net.member(name="looks"))
    assert result["state"] == "closed" and result["result"]["answers"] == 6 and result["own"] is None
    line = tally(result, "q1")["rows"][0]
    assert line["counts"] == [2, 1, 0, 0, 0, 1, 2] and line["median"] == median(places) == 4
    assert (line["lowerQuartile"], line["upperQuartile"]) == (1, 7)
    assert math.isclose(line["disagreement"], dissent(line["counts"]), rel_tol=1e-12) and line["disagreement"] > 0.7
    assert tally(result, "q2")["rows"][0]["counts"] == [2, 2, 2] and tally(result, "q2")["rows"][0]["disagreement"] == 1
    assert tally(result, "q3")["rows"][0]["counts"] == [6, 0, 6]
    assert [row["counts"] for row in tally(result, "q4")["rows"]] == [[0, 0, 0, 0, 6], [1, 1, 1, 1, 0]]
    assert [row["counts"] for row in tally(result, "q5")["rows"]] == [[0, 5], [5, 0], [1, 0]]
    assert tally(result, "q6")["texts"] == sorted(f"第 {number} 个人的话" for number in range(1, 7))
    reader = Reader(net).sign_in(net.member(name="looks"))
    table = list(csv.DictReader(io.StringIO(reader.go(f"/n/{net.slug}/sheets/{sheet['id']}/results.csv").lstrip("\ufeff"))))
    counted = [(row["answer"], row["count"]) for row in table if row["question"] == "q1"]
    assert counted == [(str(place + 1), str(count)) for place, count in enumerate(line["counts"])]
    assert [row["median"] for row in table if row["question"] == "q1"] == ["4"] * 7
    # No name of anybody who answered stands anywhere.
    assert "答者" not in str(result)


def test_few_are_shown_only_where_all_agree(net):
    sheet = written(net, SCALE)
    crowd = people(net, 3)
    for one in crowd[:2]:
        answer(net, sheet, one, show=True, q1=[3])
    answer(net, sheet, crowd[2], show=False, q1=[6])
    assert act(net, sheet, "look", by=crowd[0])["apart"] == "tooFew"
    act(net, sheet, "close")
    assert read(net, sheet, crowd[0])["apart"] == "tooFew" and read(net, sheet)["result"] is None
    again = written(net, SCALE)
    for one in crowd:
        answer(net, again, one, show=True, q1=[3])
    # Until it closes a fourth could come, whose answer could then be told.
    assert act(net, again, "look", by=crowd[0])["apart"] == "tooFew"
    act(net, again, "close")
    assert tally(read(net, again, crowd[0]), "q1")["rows"][0]["counts"] == [0, 0, 3, 0, 0, 0, 0]
    # They see each other; whoever did not answer sees that too few did.
    assert read(net, again)["apart"] == "tooFew"
    empty = written(net, SCALE)
    act(net, empty, "close")
    assert read(net, empty)["apart"] == "nobody"


def test_a_question_that_few_answered_is_not_shown(net):
    sheet = written(net, SCALE, TEXT)
    crowd = people(net, 5)
    for number, one in enumerate(crowd):
        answer(net, sheet, one, **({"q1": [4], "q2": "只有我写了"} if number == 0 else {"q1": [4]}))
    act(net, sheet, "close")
    shown = read(net, sheet, crowd[0])
    assert [one["question"] for one in shown["result"]["questions"]] == ["q1"] and "只有我写了" not in str(shown["result"])
    assert "只有我写了" in str(shown["own"])


def test_written_before_it_opens_and_asked_again(net):
    sheet = written(net, SCALE, opened=False)
    assert sheet["state"] == "draft" and sheet["version"] == 1
    plain = net.member(name="plain")
    read(net, sheet, plain, 404)
    answer(net, sheet, plain, 404, q1=[1])
    changed = act(net, sheet, "addQuestion", question=CHOICE)
    assert changed["version"] == 2 and [one["id"] for one in changed["questions"]] == ["q1", "q2"]
    changed = act(net, sheet, "removeQuestion", question="q1")
    assert [one["id"] for one in changed["questions"]] == ["q2"]
    act(net, sheet, "open")
    act(net, sheet, "addQuestion", question=CHOICE, status=409)
    act(net, sheet, "discard", status=409)
    crowd = people(net, 5)
    for one in crowd:
        answer(net, sheet, one, q2=[1])
    act(net, sheet, "close")
    again = ok(net.founder.post(api(net), {"again": sheet["id"]}), 201)
    assert again["round"] == 2 and again["after"] == sheet["id"] and again["questions"] == changed["questions"]
    act(net, again, "open")
    for one in crowd:
        answer(net, again, one, q2=[3])
    act(net, again, "close")
    both = read(net, again)
    assert tally(both, "q2")["rows"][0]["counts"] == [0, 0, 5]
    assert both["earlier"]["round"] == 1 and both["earlier"]["result"]["questions"][0]["rows"][0]["counts"] == [5, 0, 0]
    listed = ok(plain.get(api(net), params={"kind": "survey"}))["items"]
    assert [one["id"] for one in listed] == [again["id"], sheet["id"]]


def test_what_is_no_answer_is_refused_by_field(net):
    sheet = written(net)
    one = net.member(name="one")
    for replies, field in [({"q1": [8]}, "q-q1"), ({"q1": [1, 2]}, "q-q1"), ({"q2": [0]}, "q-q2"), ({"q3": [1, 1]}, "q-q3"),
                           ({"q4": [1]}, "q-q4"), ({"q4": [6, 1]}, "q-q4"), ({"q5": [1, 2, 3]}, "q-q5"), ({"q5": [1, 1]}, "q-q5"),
                           ({"q6": "长" * 601}, "t-q6"), ({"q7": "只有依据"}, "q-q7"), ({"q9": [1]}, "q-q9"), ({}, "q-q1")]:
        assert fields(answer(net, sheet, one, 422, **replies)) == {field}, replies
    assert read(net, sheet, one)["own"] is None
    for question, field in [({"kind": "dance", "words": "?"}, "kind"), ({**CHOICE, "options": ["一"]}, "options"),
                            ({**CHOICE, "options": ["一", "一"]}, "options"), ({**SCALE, "poles": ["左"]}, "poles"),
                            ({"kind": "text", "words": ""}, "words")]:
        assert fields(problem(net.founder.post(api(net), {"title": "x", "questions": [question]}), 422)) == {field}
    for body, field in [({}, "title"), ({"title": "x", "who": "x"}, "who"), ({"title": "x", "kind": "x"}, "kind"),
                        ({"title": "x", "closes": "2020-01-01"}, "closes"), ({"title": "x", "again": "x"}, "again")]:
        assert fields(problem(net.founder.post(api(net), body), 422)) == {field}
    problem(one.post(api(net), {"title": "x"}), 403)
    problem(net.public.get(api(net)), 401)
    leads = written(net, SCALE, who="leads")
    answer(net, leads, one, 403, q1=[1])
    answer(net, leads, net.founder, q1=[1])
    key = {"Idempotency-Key": str(uuid.uuid4())}
    made = [ok(net.founder.post(api(net), {"title": "一次"}, headers=key), 201) for _ in range(2)]
    assert made[0]["id"] == made[1]["id"]


def test_on_pages(net):
    sheet = written(net, SCALE, RATING, RANKING, EVIDENCE)
    page, one = f"/n/{net.slug}/sheets/{sheet['id']}", net.member(name="pages")
    assert waiting(one) == {("sheet", sheet["id"])}
    reader = Reader(net, language="zh").sign_in(one)
    assert "等您答" in reader.go(f"/n/{net.slug}/sheets") and "先自己答" in reader.go(page)
    # What is wrong keeps what was typed.
    wrong = reader.submit("/answers", 422, **{"q-q1": "3", "t-q4": "我见过", "q-q3-p1": "2", "q-q3-p2": "2"})
    assert "选重了" in wrong and "我见过" in wrong and re.search(r'name="q-q1" value="3" checked', wrong)
    reader.submit("/answers", **{"q-q3-p1": "2", "q-q3-p2": "", "q-q2-1": "5", "q-q4": "2"})
    own = {reply["question"]: reply for reply in read(net, sheet, one)["own"]["replies"]}
    assert own["q1"]["picks"] == [3] and own["q2"]["picks"] == [5, 0] and own["q3"]["picks"] == [2]
    assert own["q4"] == {"question": "q4", "picks": [2], "text": "我见过"}
    assert waiting(one) == set()
    assert "太少" in press(reader, "/actions", "look")
    assert read(net, sheet, one)["own"]["stands"]
