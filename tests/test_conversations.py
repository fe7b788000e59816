"""Conversations: who may answer, votes that change, what is hidden until one has answered, links, moderation, files, live."""

import csv
import io
import json
import re
import threading

import requests

from reader import Reader
from servers import until
from support import fields, ok, problem
from test_api_trust import standing, vouch
from test_opinion import opinion
from test_people import change, v

SEEDS = [f"第 {number} 条：物资要先送到最急的地方" for number in range(1, 9)]


def opened(net, by=None, status=201, **more):
    body = {"question": "怎样让物资到得更快？", "seeds": SEEDS, "showsAfter": 0, **more}
    answer = (by or net.founder).post(v(net, "/conversations"), body)
    return ok(answer, 201) if status == 201 else problem(answer, status)


def statements(net, talk, by=None):
    return ok((by or net.founder).get(v(net, f"/conversations/{talk['id']}/statements")))


def device(net, talk, link=None, status=201):
    """Somebody without an account; what programs send along with each call."""
    body = {"link": link} if link else {}
    answer = net.public.post(v(net, f"/conversations/{talk['id']}/participants"), body)
    return {"X-Participant": ok(answer, 201)["participant"]} if status == 201 else problem(answer, status)


def vote(net, talk, statement, answer, by=None, status=200, **more):
    got = (by or net.public).post(
        v(net, f"/conversations/{talk['id']}/votes"), {"statement": statement["id"], "answer": answer}, **more)
    return ok(got) if status == 200 else problem(got, status)


def results(net, talk, by=None, status=200, **query):
    got = (by or net.founder).get(v(net, f"/conversations/{talk['id']}/results"), params=query)
    return ok(got) if status == 200 else problem(got, status)


def crowd(net, talk, count=10):
    """Two camps of devices: all share the first statements, the others divide them."""
    asked = statements(net, talk)["items"]
    people = [device(net, talk) for _ in range(count)]
    for place, she in enumerate(people):
        for number, statement in enumerate(asked):
            answer = "agree" if number < 3 else "agree" if (place + number) % 2 else "disagree"
            vote(net, talk, statement, answer, headers=she)
    return people, asked


def act(net, talk, statement, action, by=None, status=200, **more):
    headers = more.pop("headers", {})
    got = (by or net.founder).post(
        v(net, f"/conversations/{talk['id']}/statements/{statement['id']}/actions"), {"action": action, **more}, headers=headers)
    return ok(got) if status == 200 else problem(got, status)


def test_who_may_ask_and_answer(net):
    she = net.member(name="anna")
    assert fields(opened(net, status=422, question="")) == {"question"}
    assert fields(opened(net, status=422, who="x")) == {"who"}
    assert fields(opened(net, status=422, closes="yesterday")) == {"closes"}
    assert fields(opened(net, status=422, seeds=["打电话 13800138000 找我"])) == {"seeds"}
    opened(net, she, 403, who="public")
    talk = opened(net, she)
    problem(net.public.get(v(net, f"/conversations/{talk['id']}")), 401)
    asked = statements(net, talk, she)["items"]
    assert [one["number"] for one in asked] == list(range(1, 9)) and all(one["seed"] for one in asked)
    problem(net.member(name="bert").get(v(net, f"/conversations/{talk['id']}/statements")), 403)
    vote(net, talk, asked[0], "agree", status=401)
    assert fields(vote(net, talk, asked[0], "perhaps", she, 422)) == {"answer"}
    assert vote(net, talk, asked[0], "agree", she) == {
        "statement": asked[0]["id"], "answer": "agree", "before": None, "changed": True}
    assert not vote(net, talk, asked[0], "agree", she)["changed"]
    assert vote(net, talk, asked[0], "disagree", she)["before"] == "agree"
    assert ok(she.get(v(net, f"/conversations/{talk['id']}/answers")))["items"][0]["answer"] == "disagree"
    turn = ok(she.get(v(net, f"/conversations/{talk['id']}/next")))
    assert turn["own"] == 1 and turn["next"]["id"] != asked[0]["id"]
    assert turn["next"] == ok(she.get(v(net, f"/conversations/{talk['id']}/next")))["next"]
    # Of fewer than five nothing is shown.
    few = results(net, talk, she)
    assert few["tooFew"] and few["shared"] == few["statements"] == few["groups"] == few["map"] == []
    assert ok(net.public.get(v(net, "/conversations")))["items"] == []
    assert [one["id"] for one in ok(she.get(v(net, "/conversations")))["items"]] == [talk["id"]]
    other = ok(she.post(v(net, f"/conversations/{talk['id']}/actions"), {"action": "close"}))
    assert other["closedAt"] and not other["mayAnswer"]
    vote(net, talk, asked[1], "agree", she, 409)


def test_a_link_lets_devices_in_and_counts_them_apart(net):
    talk = opened(net, who="link", moderation="after")
    link = statements(net, talk)["link"]
    problem(net.public.get(v(net, f"/conversations/{talk['id']}")), 404)
    device(net, talk, status=404)
    device(net, talk, link="nothing", status=404)
    she = device(net, talk, link)
    asked = statements(net, talk)["items"]
    vote(net, talk, asked[0], "agree", headers=she)
    vote(net, talk, asked[0], "agree", status=404, headers={"X-Participant": "A" * 38})
    # On a phone: one page, three buttons, without scripts.
    phone = Reader(net)
    phone.go(link)
    assert phone.at == f"/n/{net.slug}/conversations/{talk['id']}" and "0 of 8 answered" in phone.page.text
    code = link.rsplit("/", 1)[1]
    assert code not in phone.page.text
    phone.submit("/votes", answer="disagree")
    assert "1 of 8 answered" in phone.page.text and "You answered “Disagree”" in phone.page.text
    mine = re.search(r'name="statement" value="([^"]+)"', phone.go(phone.at + "/answers")).group(1)
    phone.submit("/votes", answer="pass", statement=mine, back="answers")
    assert "Done." in phone.page.text and "<strong>Pass</strong>" in phone.page.text
    Reader(net).go(f"/n/{net.slug}/conversations/{talk['id']}", 404)
    view = ok(net.founder.get(v(net, f"/conversations/{talk['id']}")))
    assert view["people"] == view["byLink"] == 2
    # Made anew, the old link opens nothing; whoever came by it stays.
    ok(net.founder.post(v(net, f"/conversations/{talk['id']}/actions"), {"action": "renewLink"}))
    assert requests.get(link, timeout=60).status_code == 404
    vote(net, talk, asked[1], "agree", headers=she)
    phone.go(f"/n/{net.slug}/conversations/{talk['id']}")


def test_what_people_think_is_shown_once_one_has_answered(net):
    talk = opened(net, who="public", showsAfter=3)
    people, asked = crowd(net, talk)
    assert "3 more" in results(net, talk, status=403)["detail"] or "3" in results(net, talk, status=403)["detail"]
    # By no other door either: whoever keeps it answers first like anybody.
    address = v(net, f"/conversations/{talk['id']}/export")
    problem(net.founder.get(address), 403)
    assert net.founder.get(address, params={"table": "statements"}).status_code == 200
    host = Reader(net).sign_in(net.founder)
    assert "Answer 3 more" in host.go(f"/n/{net.slug}/conversations/{talk['id']}/export", 403)
    for statement in asked[:3]:
        vote(net, talk, statement, "agree", net.founder)
    shown = results(net, talk)
    assert shown["people"] == 11 and not shown["tooFew"]
    assert {one["number"] for one in shown["shared"]} == {1, 2, 3} and all(one["side"] == "agree" for one in shown["shared"])
    assert shown["you"] is not None and shown["map"]
    assert all(spot["people"] is None or spot["people"] >= 5 for spot in shown["map"]), "no number of a few people"
    assert shown["showsGroups"] == (shown["stability"] >= 0.7 and len(shown["groups"]) > 1)
    assert all(group["size"] >= 5 for group in shown["groups"])
    # One member among devices: apart they would show what she answered.
    results(net, talk, status=403, reading="byLink")
    results(net, talk, status=422, reading="mine")
    assert ok(net.founder.get(v(net, f"/conversations/{talk['id']}/readings")))["people"] == 11
    problem(net.founder.post(v(net, f"/conversations/{talk['id']}/actions"), {"action": "change", "showsAfter": 1}), 422)
    assert net.founder.get(address).text.startswith("participant,")
    page = host.go(f"/n/{net.slug}/conversations/{talk['id']}/results")
    for words in ("What all share", "Where we part", "The map", "Where am I", "Two readings", "11 agree, 0 disagree, 0 pass"):
        assert words in page, words
    # The picture has a name, and a table that says the same.
    assert '<title id="opinion-map-title">Where 11 people stand' in page and '<desc id="opinion-map-desc">' in page
    assert "The squares of the map" in page.split('class="opinion-map"')[1].split("</details>")[0]
    # Only readings are offered of which there is something to see; the others say truly why there is none.
    assert "?reading=byLink" not in page and "?reading=trusted" not in page
    few = host.go(f"/n/{net.slug}/conversations/{talk['id']}/results?reading=byLink")
    assert "Not shown apart" in few and "See everybody&#39;s result" in few and "Go on answering" not in few
    few = host.go(f"/n/{net.slug}/conversations/{talk['id']}/results?reading=trusted")
    assert "of those who count here have answered" in few and "Ask more people" not in few
    # A new answer is in the picture at once.
    vote(net, talk, asked[0], "disagree", headers=people[0])
    first = next(one for one in results(net, talk)["statements"] if one["number"] == 1)
    assert (first["agrees"], first["disagrees"]) == (10, 1)


def test_a_reading_says_truly_who_counts_in_it(net):
    talk = opened(net, who="public")
    _, asked = crowd(net, talk, 6)
    members = [net.member(name=f"member{number}") for number in range(6)]
    for one in members:
        vote(net, talk, asked[0], "agree", one)
    page = Reader(net).sign_in(members[0]).go(f"/n/{net.slug}/conversations/{talk['id']}/results?reading=byLink")
    assert "?reading=byLink" in page and "Your answers don&#39;t count in this reading" in page
    assert "You have not answered" not in page


def let_in_by_one(net, count):
    """A crowd of whom trust lets several in, all by a single vouch of somebody who was deceived."""
    crowd = [net.member(name=f"crowd{number}") for number in range(count)]
    # As if they had come by an invitation: nobody of the operator's entered them.
    change(net.server, f"""UPDATE memberships SET is_entered = (1 = 0), standing = 0
        WHERE network_id = (SELECT id FROM networks WHERE slug = '{net.slug}')
        AND person_id IN (SELECT id FROM persons WHERE name LIKE '%crowd%')""")
    vouch(net, net.member(name="honest0"), crowd[0])
    for one in crowd[1:]:
        vouch(net, crowd[0], one)
    assert [standing(net, one)["standing"] for one in crowd].count("vouched") > 1
    return crowd


def test_the_page_says_where_the_reading_by_trust_differs(net):
    honest = [net.member(name=f"honest{number}") for number in range(12)]
    crowd = let_in_by_one(net, 10)
    talk = opened(net)
    asked = statements(net, talk)["items"]
    for place, she in enumerate(honest):
        # The first three are common ground, the others divide them.
        for number, statement in enumerate(asked):
            vote(net, talk, statement, "agree" if number < 3 or (place + number) % 2 == 0 else "disagree", she)
    for one in crowd:
        for number, statement in enumerate(asked):
            vote(net, talk, statement, "disagree" if number < 1 else "agree", one)
    told = ok(net.founder.get(v(net, f"/conversations/{talk['id']}/readings")))
    # Ten came by one vouch: they have one voice.
    assert (told["people"], told["trustedPeople"], told["hidden"]) == (22, 13, False)
    assert told["sharedByTrusted"] == [1, 2, 3]
    only_all = set(told["shared"]) - {1, 2, 3}
    assert only_all and 1 not in told["shared"]
    for language, differ, by_all, by_trusted in (
            ("zh", "两边不完全一样（22 人；有人背书的 13 人）", "只在所有人里", "只在有人背书的成员里"),
            ("en", "They differ (22 people; 13 whom trust lets in)", "Only by everybody&#39;s answers", "Only by those whom trust lets in")):
        page = Reader(net, language=language).sign_in(honest[0]).go(f"/n/{net.slug}/conversations/{talk['id']}/results")
        card = page[page.index('id="readings"'):].split("</section>")[0]
        assert differ in card
        first, second = card.split(f"<h3>{by_all}</h3>")[1].split(f"<h3>{by_trusted}</h3>")
        assert {int(one) for one in re.findall(r"第 (\d) 条", first)} == only_all
        assert {int(one) for one in re.findall(r"第 (\d) 条", second)} == {1, 2, 3} - set(told["shared"])


def table_rows(page):
    """What the map's table says: who, and how many."""
    table = page[page.index("<details", page.index('class="opinion-map"')):].split("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', table)
    return [(re.sub("<[^>]+>", "", name), number) for name, number in rows]


def test_numbers_of_groups_never_leave_a_few_over(net):
    talk = opened(net, who="public")
    people, asked = crowd(net, talk, 16)
    late = device(net, talk)
    vote(net, talk, asked[0], "disagree", headers=late)
    shown = results(net, talk)
    assert shown["people"] == 17 and shown["showsGroups"]
    # Sixteen of seventeen are in groups: with both sizes and counts one would read what the seventeenth answered.
    assert [group["size"] for group in shown["groups"]] == [8, None]
    assert all(mark["taken"] is None and mark["repness"] is None for mark in shown["groups"][1]["representative"])
    # Of the other nine one stands apart: the number of the eight would tell of that one.
    assert {spot["people"] for spot in shown["map"] if spot["group"] is None} == {None}
    assert sum(spot["people"] for spot in shown["map"] if spot["group"] == 0) == 8
    assert all(one["mean"] is None for one in shown["shared"]) and all(one["width"] is None for one in shown["dividing"])
    page = Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/conversations/{talk['id']}/results")
    assert "some numbers are left out" in page and "times as often as others" not in page
    # The table adds up to seventeen, and says why eight and one stand together.
    rows = table_rows(page)
    assert [number for _, number in rows] == ["8", "left out", "9"]
    assert rows[2][0] == f"{rows[1][0]} and those in no group (apart, one would read what a few answered)"
    for _ in range(4):
        vote(net, talk, asked[0], "disagree", headers=device(net, talk))
    shown = results(net, talk)
    assert [group["size"] for group in shown["groups"]] == [8, 8]
    assert all(one["mean"] is not None for one in shown["shared"])
    vote(net, talk, asked[0], "disagree", net.founder)
    page = Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/conversations/{talk['id']}/results")
    rows = table_rows(page)
    assert [number for _, number in rows] == ["8", "8", "6"]
    assert [name.endswith("you are here") for name, _ in rows] == [False, False, True]


def test_a_result_that_was_read_is_not_sent_again(net):
    talk = opened(net, who="public")
    people, asked = crowd(net, talk, 6)
    door = v(net, f"/conversations/{talk['id']}/results")
    tag = net.founder.get(door).headers["ETag"]
    again = net.founder.get(door, headers={"If-None-Match": tag})
    assert again.status_code == 304 and again.content == b""
    vote(net, talk, asked[7], "pass", headers=people[0])
    changed = net.founder.get(door, headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


def test_what_people_write_keeps_its_own_commas(net):
    talk = opened(net, question="怎样，才能更快？", seeds=["先急，后缓。"], background="一句（两句）。")
    assert talk["question"] == "怎样，才能更快？"
    assert [one["words"] for one in statements(net, talk)["items"]] == ["先急，后缓。"]
    path = v(net, f"/conversations/{talk['id']}/statements")
    assert fields(problem(net.founder.post(path, {"words": "先急,后缓。"}), 422)) == {"words"}, "said already, whatever the comma"
    assert fields(problem(net.founder.post(path, {"words": "找我：１３８００００１２３４"}), 422)) == {"words"}


def test_statements_are_looked_at_with_a_reason_and_an_appeal(net):
    net.member("coordinator")
    talk = opened(net, who="public", moderation="before")
    she = device(net, talk)
    path = v(net, f"/conversations/{talk['id']}/statements")
    said = ok(net.public.post(path, {"words": "金丝雀的一句话"}, headers=she), 201)
    assert said["state"] == "waiting"
    assert fields(problem(net.public.post(path, {"words": "金丝雀的一句话"}, headers=she), 422)) == {"words"}
    assert fields(problem(net.public.post(path, {"words": "好"}, headers=she), 422)) == {"words"}
    assert "金丝雀" not in str(ok(net.public.get(v(net, f"/conversations/{talk['id']}/next")))["next"])
    assert "conversation" in [task["kind"] for task in ok(net.founder.get("/me/waiting"))["tasks"]]
    act(net, talk, said, "reject", status=422)
    act(net, talk, said, "reject", net.member(name="bert"), 403, reason="spam")
    for _ in range(2):
        assert act(net, talk, said, "reject", reason="spam")["state"] == "rejected", "tapped twice it is done once"
    act(net, talk, said, "reject", status=409, reason="insult")
    log = ok(net.public.get(v(net, f"/conversations/{talk['id']}/log")))
    assert log["rejected"] == 1 and log["items"][0]["reason"] == "spam" and "金丝雀" not in json.dumps(log, ensure_ascii=False)
    vote(net, talk, said, "agree", status=409, headers=she)
    # She has no account; her device may ask that another looks, once.
    act(net, talk, said, "appeal", net.public, 404, words="这不是广告，是我们病区真的需要")
    for _ in range(2):
        again = act(net, talk, said, "appeal", net.public, words="这不是广告，是我们病区真的需要", headers={**she, "Idempotency-Key": "asked"})
        assert again["words"] == "金丝雀的一句话"
    act(net, talk, said, "appeal", net.public, 409, words="我再说一次，这真的不是广告", headers=she)
    steps = [one["step"] for one in ok(net.public.get(v(net, f"/conversations/{talk['id']}/log")))["items"]]
    assert steps == ["appealed", "rejected"]
    ok(net.founder.post(v(net, f"/texts/statement/{said['id']}/actions"), {"action": "show"}))
    vote(net, talk, said, "agree", headers=she)
    act(net, talk, said, "hand", outlet="nowhere", status=409)


def test_nobody_but_who_decides_learns_whose_statement_it_is(net):
    lead, anna, bert = net.member("coordinator"), net.member(name="anna"), net.member(name="bert")
    talk = opened(net)
    said = ok(anna.post(v(net, f"/conversations/{talk['id']}/statements"), {"words": "金丝雀的一句话"}), 201)
    assert fields(act(net, talk, said, "report", anna, 422, words="这句话写了一位护士的真名")) == {"words"}
    matter = act(net, talk, said, "report", bert, words="这句话写了一位护士的真名")["id"]
    address = v(net, f"/matters/{matter}")
    mine = ok(bert.get(address))
    assert mine["about"] is None and mine["openedBy"] == bert.member
    assert [one["about"] for one in ok(bert.get(v(net, "/matters")))["items"] if one["id"] == matter] == [None]
    page = Reader(net).sign_in(bert).go(f"/n/{net.slug}/matters/{matter}")
    assert "金丝雀" not in page and "anna" not in page
    decides, other = (net.founder, lead) if mine["owner"] == net.founder.member else (lead, net.founder)
    assert ok(decides.get(address))["about"] == anna.member and ok(other.get(address))["about"] is None
    # It is passed on without a name, by whoever answers for it: a choice would tell whose it is.
    reader = Reader(net).sign_in(decides)
    reader.go(f"/n/{net.slug}/matters/{matter}")
    assert "to" not in reader.form("/owner")["fields"]
    assert fields(problem(decides.post(f"{address}/actions", {"action": "handOver", "to": other.member}), 422)) == {"to"}
    problem(other.post(f"{address}/actions", {"action": "handOver"}), 403)
    reader.submit("/owner")
    assert ok(other.get(address))["owner"] == other.member
    # Whose appeal it is, likewise.
    act(net, talk, said, "reject", reason="personal")
    act(net, talk, said, "appeal", anna, words="这不是真名，是我自己取的名字")
    appeals = [
        [one for one in ok(by.get(v(net, "/matters")))["items"] if one["kind"] == "textAppeal"] for by in (lead, net.founder, anna)]
    assert [one[0]["openedBy"] for one in appeals] == [anna.member, None, anna.member]
    note = v(net, f"/matters/{appeals[0][0]['id']}")
    ok(anna.post(f"{note}/actions", {"action": "say", "words": "请再看一次"}))
    assert [ok(by.get(note))["notes"][0]["by"] is None for by in (lead, net.founder)] == [False, True]


def test_whoever_came_by_the_link_says_that_a_statement_must_not_stand(net):
    net.member("coordinator")
    talk = opened(net, who="link", moderation="after")
    desk = statements(net, talk)
    phone = Reader(net)
    door = re.search(r'href="([^"]+/statements/[^"]+/report)"', (phone.go(desk["link"]), phone.page.text)[1]).group(1)
    assert "物资要先送到最急的地方" in phone.go(door)
    phone.submit("/report", words="这句话写了一位护士的真名")
    assert phone.at == f"{door}?done=1" and f'href="/n/{net.slug}/conversations/{talk["id"]}"' in phone.page.text
    Reader(net).go(door, 404)
    # On the rows of what one answered, and of the result.
    phone.go(f"/n/{net.slug}/conversations/{talk['id']}")
    phone.submit("/votes", answer="agree")
    assert "/report" in phone.go(f"/n/{net.slug}/conversations/{talk['id']}/answers")
    # After the end the host still takes out what must not stand, by the page.
    ok(net.founder.post(v(net, f"/conversations/{talk['id']}/actions"), {"action": "close"}))
    host, bad = Reader(net).sign_in(net.founder), desk["items"][0]
    host.go(f"/n/{net.slug}/conversations/{talk['id']}/host")
    host.submit(f"/statements/{bad['id']}/actions", reason="personal", words="真名")
    after = {one["id"]: one["state"] for one in statements(net, talk)["items"]}
    assert after.pop(bad["id"]) == "rejected" and set(after.values()) == {"open"}


def test_what_waits_when_it_ends_is_answered_and_can_be_appealed(net):
    judge = net.member("coordinator")
    talk = opened(net, who="public", moderation="before")
    she, anna = device(net, talk), net.member(name="anna")
    path, root = v(net, f"/conversations/{talk['id']}"), f"/n/{net.slug}/conversations/{talk['id']}"
    said = ok(net.public.post(f"{path}/statements", {"words": "金丝雀的一句话"}, headers=she), 201)
    ok(anna.post(f"{path}/statements", {"words": "送到以后要有回音"}), 201)
    assert fields(act(net, talk, said, "reject", status=422, reason="late")) == {"reason"}, "time says so, no host"
    host, phone = Reader(net).sign_in(net.founder), Reader(net).sign_in(anna)
    assert "Still waiting for you: 2." in host.go(f"{root}/host") and "waits for the host" in phone.go(root)
    told = host.mail(lambda: ok(net.founder.post(f"{path}/actions", {"action": "close"})))
    assert told("It ended before anybody looked at it")
    act(net, talk, said, "accept", status=409)
    again = ok(net.founder.post(f"{path}/actions", {"action": "close"}))
    assert again["closedAt"] and "Go on answering" not in phone.go(f"{root}/answers"), "ended twice it is ended"
    mine = ok(net.public.get(f"{path}/next", headers=she))["said"]
    assert [(one["words"], one["state"], one["reason"]) for one in mine] == [("金丝雀的一句话", "rejected", "late")]
    log = ok(net.public.get(f"{path}/log"))
    assert (log["waiting"], log["rejected"]) == (0, 2) and {one["reason"] for one in log["items"]} == {"late"}
    assert "金丝雀" not in json.dumps(log, ensure_ascii=False)
    shown = phone.go(root)
    assert "was not let through" in shown and "It ended before anybody looked at it" in shown
    # Without an account, too, one asks that another looks; the host, who let it wait, is not whom it goes to.
    act(net, talk, said, "appeal", net.public, words="我在结束前三天就说了", headers=she)
    steps = [[one["step"] for one in ok(by.get("/me/waiting"))["tasks"]] for by in (judge, net.founder)]
    assert "textAppeal" in steps[0] and "textAppeal" not in steps[1]


def test_what_all_reject_is_said_so_and_what_divides_becomes_a_proposal(net):
    talk = opened(net, who="public")
    asked = statements(net, talk)["items"]
    for place in range(10):
        she = device(net, talk)
        for number, statement in enumerate(asked):
            answer = ["agree", "disagree"][number] if number < 2 else "agree" if (place + number) % 2 else "disagree"
            vote(net, talk, statement, answer, headers=she)
    readings = ok(net.founder.get(v(net, f"/conversations/{talk['id']}/readings")))
    assert (sorted(readings["shared"]), readings["rejected"]) == ([1, 2], [2])
    ok(net.founder.post(v(net, "/charter"), {}), 201)
    act(net, talk, asked[1], "hand", outlet="charter")
    reader = Reader(net).sign_in(net.founder)
    assert f"大家都不同意：{asked[1]['words']}" in reader.go(f"/n/{net.slug}/charter/draft/suggestions")
    [found] = ok(net.founder.get(v(net, "/cognition")))["talks"]
    assert (found["shared"], found["rejected"]) == ([asked[0]["words"]], [asked[1]["words"]])
    page = reader.go(f"/n/{net.slug}/align/cognition")
    assert asked[1]["words"] in page.split("What all reject")[1].split("</ul>")[0]
    # What divides: one tap, and the form is filled in.
    number = results(net, talk)["dividing"][0]["number"]
    apart = next(one for one in asked if one["number"] == number)
    reader.go(f"/n/{net.slug}/conversations/{talk['id']}/results")
    reader.submit(f"/statements/{apart['id']}/actions")
    assert reader.at.startswith(f"/n/{net.slug}/proposals/new?") and reader.form("/proposals")["fields"]["question"] == apart["words"]
    reader.submit("/proposals", then="draft")
    assert reader.at.endswith("?done=1") and f"/conversations/{talk['id']}</a>" in reader.page.text
    assert act(net, talk, apart, "hand", outlet="proposal")["at"].startswith(f"/n/{net.slug}/proposals/new?question=")
    act(net, talk, asked[0], "hand", outlet="proposal", status=409)


def test_files_go_out_without_names_and_come_in_to_the_same_result(net, tmp_path):
    talk = opened(net, who="public")
    _, asked = crowd(net, talk, 12)
    act(net, talk, asked[7], "reject", reason="twice")
    problem(net.member(name="anna").get(v(net, f"/conversations/{talk['id']}/export")), 403)
    address = v(net, f"/conversations/{talk['id']}/export")
    votes = net.founder.get(address)
    words = net.founder.get(address, params={"table": "statements"})
    assert votes.status_code == words.status_code == 200 and votes.headers["Content-Type"].startswith("text/csv")
    assert votes.text != net.founder.get(address).text, "other numbers each time"
    assert asked[7]["words"] not in words.text and asked[0]["words"] in words.text
    rows = list(csv.DictReader(io.StringIO(votes.text)))
    assert len(rows) == 12 * 8 and {row["vote"] for row in rows} == {"1", "-1"}
    again = ok(net.founder.post(v(net, "/conversations/imports"), {
        "question": "读进来的", "votes": votes.text, "statements": words.text}), 201)
    assert again["imported"] and not again["mayAnswer"]
    page = Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/conversations/{again['id']}/results?reading=trusted")
    assert "It was read in from files" in page and "Ask more people" not in page
    plain = {"you": "no"}
    old = net.founder.get(v(net, f"/conversations/{talk['id']}/results"), params=plain).content
    new = net.founder.get(v(net, f"/conversations/{again['id']}/results"), params=plain).content
    assert old == new
    # The command reads the same tables and finds the same.
    (tmp_path / "votes.csv").write_text(votes.text)
    (tmp_path / "statements.csv").write_text(words.text)
    found = opinion("--votes", tmp_path / "votes.csv", "--statements", tmp_path / "statements.csv")
    shown = json.loads(old)
    assert [one["number"] for one in shown["shared"]] == [int(one) for one in found["shared"]]
    assert shown["stability"] == found["stability"]
    bad = problem(net.founder.post(v(net, "/conversations/imports"), {"question": "x y", "votes": "participant,statement,vote\n1,1,7"}), 422)
    assert fields(bad) == {"votes"} and "2" in bad["errors"][0]["message"]


def test_a_change_leaves_alone_what_it_does_not_name(net):
    talk = opened(net, background="去年的水灾以后")
    actions = v(net, f"/conversations/{talk['id']}/actions")
    changed = ok(net.founder.post(actions, {"action": "change", "showsAfter": 2}))
    assert (changed["background"], changed["showsAfter"]) == ("去年的水灾以后", 2)
    assert ok(net.founder.post(actions, {"action": "change", "background": "今年的水灾以后"}))["background"] == "今年的水灾以后"
    assert ok(net.founder.post(actions, {"action": "change", "background": ""}))["background"] == ""


def test_whoever_looks_is_told_that_it_changed_and_nothing_else(net):
    talk = opened(net, who="public")
    people, asked = crowd(net, talk, 6)
    got = []

    def listen():
        with requests.get(
                f"{net.server.url}{v(net, '/conversations/' + talk['id'] + '/live')}", params={"last_event_id": 0},
                headers={"Accept": "text/event-stream", "X-Forwarded-For": net.address}, stream=True, timeout=60) as stream:
            for line in stream.iter_lines(decode_unicode=True):
                got.append(line)
                if line.startswith("data") and "event: conversationMoved" in got:
                    return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    vote(net, talk, asked[0], "disagree", headers=people[0])
    until(lambda: not listener.is_alive(), "a sign that it changed")
    assert [line for line in got if line.startswith("data")][-1] == "data: {}"
    events = ok(net.founder.get("/events"))["items"]
    mine = [one for one in events if one["kind"].startswith(("conversation", "statement"))]
    assert {one["kind"] for one in mine} <= {"conversationOpened", "conversationMoved"}
    assert all(word not in json.dumps(mine) for word in ("agree", "disagree"))
