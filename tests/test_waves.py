"""Asking in waves: enough people and no more; a link that shows two buttons and does nothing by being opened."""

import re

from reader import Forms, Reader
from servers import until
from support import fields, ok, problem, soon, together
from test_volunteers import api, change, say


def drivers(net, count, **more):
    """Members who drive and may be asked."""
    found = [net.member(name=f"driver{number}") for number in range(count)]
    for she in found:
        change(she, skills=[{"skill": "开车"}], languages=["zh"], **more)
        say(she, "ask")
    return found


def asks_for(net, count=2, **more):
    return net.published(lines=[{"item": "司机", "kind": "people", "quantity": count}], **more)


def call(net, need, status=201, by=None, index=0, **more):
    body = {"line": need.line(index)["id"], "hours": 2, **more}
    return ok((by or net.member("dispatcher")).post(api(net, f"/needs/{need.id}/help-calls"), body), status)


def read(net, made, status=200, by=None):
    return ok((by or net.member("dispatcher")).get(api(net, f"/help-calls/{made['id']}")), status)


def act(net, made, action, status=200, by=None, **more):
    return ok((by or net.member("dispatcher")).post(
        api(net, f"/help-calls/{made['id']}/actions"), {"action": action, **more}), status)


def mine(net, by):
    return ok(by.get(api(net, "/me/askings")))


def answer(net, by, asking, said, status=200):
    return ok(by.post(api(net, f"/askings/{asking['id']}/actions"), {"answer": said}), status)


def links(net, made):
    """The links that went out, as the server prints the mails that it can't send."""
    return re.findall(r"/asked/([A-Za-z0-9_-]+)", made(r"/asked/[A-Za-z0-9_-]+").string)


def called(net, need, people, wanted=None):
    """Calls these people by hand, and reads the links of their mails."""
    reader, sent = Reader(net), {}
    read_mail = reader.mail(lambda: sent.update(call(
        net, need, members=[she.member for she in people], **({"wanted": wanted} if wanted else {}))))
    def all_of_them():
        found = list(dict.fromkeys(links(net, read_mail)))
        return found if len(found) >= len(people) else None
    return sent, until(all_of_them, "a mail to each")


def test_the_first_wave_is_as_large_as_it_takes(net):
    people, need = drivers(net, 8), asks_for(net, 1)
    def made():
        answer = net.member("dispatcher").post(
            api(net, f"/needs/{need.id}/help-calls"), {"line": need.line()["id"], "hours": 2})
        return answer.json() if answer.status_code == 201 else None
    found = until(made)
    assert found["state"] == "running" and found["wanted"] == 1 and found["yes"] == 0 and found["wave"] == 1
    # At night fewer say yes, and more are asked.
    assert 1 < len(found["asked"]) <= 8 and found["nextWaveAt"]
    assert {one["member"] for one in found["asked"]} <= {she.member for she in people}
    assert not any(one["byHand"] for one in found["asked"]) and "score" not in str(found)
    # One call a line; it can be ended, once and again.
    assert call(net, need, 409)["detail"]
    assert act(net, found, "end")["state"] == "ended" and act(net, found, "end")["state"] == "ended"
    problem(net.member("dispatcher").post(api(net, f"/help-calls/{found['id']}/actions"), {"action": "again"}), 409)
    items = ok(net.member("dispatcher").get(api(net, "/help-calls"), params={"need": need.id}))["items"]
    assert [one["id"] for one in items] == [found["id"]]


def test_the_link_shows_buttons_and_does_nothing_by_itself(net):
    people, need = drivers(net, 3), asks_for(net, 1)
    made, codes = called(net, need, people)
    first, second = Reader(net, language="zh"), Reader(net, language="en")
    for _ in range(3):
        page = first.go(f"/asked/{codes[0]}")
    shown = first.at
    assert codes[0] not in shown and codes[0] not in page
    assert "好，我来" in page and "这次不行" in page and 'name="robots" content="noindex"' in page
    assert "13900001234" not in page and "张三" not in page
    assert read(net, made)["yes"] == 0 and {one["state"] for one in read(net, made)["asked"]} == {"asked"}
    # Nothing goes without the form's own token, and no other word is an answer.
    assert first.post(f"{net.server.url}/asked/{codes[0]}", data={"answer": "yes"}).status_code == 403
    first.go(shown)
    # Whoever is sent the page that stands on the screen learns nothing and answers for nobody, with a token of their own either.
    other = Reader(net, language="en")
    page = other.go(shown)
    assert "It is answered by the link in the message" in page and "Yes, I will" not in page
    assert need.read(net.founder)["title"] not in page and "司机" not in page
    other.go(f"/asked/{codes[1]}")
    token = other.form()["fields"]
    assert other.post(f"{net.server.url}{shown}", data={**token, "answer": "yes"}).status_code == 404
    assert other.post(f"{net.server.url}/asked/{codes[0]}", data={**token, "answer": "yes"}).status_code == 404
    assert read(net, made)["yes"] == 0
    Reader(net).go("/asked/0190a0b0-0000-7000-8000-000000000000", 404)
    first.go(f"/asked/{codes[0]}")
    first.submit(status=422, answer="perhaps")
    first.go(f"/asked/{codes[0]}")
    page = first.submit(answer="yes")
    assert "谢谢，说好了" in page and "13900001234" not in page and "张三" not in page
    done = read(net, made)
    assert done["state"] == "met" and done["yes"] == 1
    claim = need.read(net.founder)["lines"][0]
    assert claim["claimed"] == 1 and claim["remaining"] == 0
    # Whoever comes now is told the truth, in their language, and is thanked.
    page = second.go(f"/asked/{codes[1]}")
    assert "Enough people have come" in page and "Yes, I will" not in page
    # What was said stays said.
    assert "谢谢，说好了" in first.go(f"/asked/{codes[0]}")
    assert need.read(net.founder)["lines"][0]["claimed"] == 1
    for wrong in (codes[0][:-2] + "AA", "x", "a" * 38):
        Reader(net).go(f"/asked/{wrong}", 404)


def test_no_and_not_this_week(net):
    people, need = drivers(net, 2), asks_for(net, 2)
    made, codes = called(net, need, people)
    reader = Reader(net, language="en")
    reader.go(f"/asked/{codes[0]}")
    assert "Thank you for saying so" in reader.submit(answer="no")
    reader.go(f"/asked/{codes[1]}")
    reader.submit(answer="notThisWeek")
    states = sorted(one["state"] for one in read(net, made)["asked"])
    assert states == ["declined", "declined"]
    paused = [ok(she.get("/me/volunteer"))["pausedUntil"] for she in people]
    assert sorted(bool(one) for one in paused) == [False, True]
    # Nobody is asked twice for the same, by hand neither; whoever called hears that nobody is left.
    again = act(net, made, "ask", members=[she.member for she in people])
    assert {one["why"] for one in again["refused"]} == {"askedBefore"}


def test_a_wave_to_nobody_is_said(net):
    people = drivers(net, 2)
    say(people[0], "pause", until="")
    both = [she.member for she in people]
    none = call(net, asks_for(net, 1), members=both[:1])
    assert none["state"] == "short" and none["nobody"] == "paused" and none["wave"] == 0 and none["asked"] == []
    assert [one["why"] for one in none["refused"]] == ["paused"] and none["refused"][0]["words"]
    some = call(net, asks_for(net, 1), members=both)
    assert some["state"] == "running" and [one["member"] for one in some["refused"]] == both[:1]
    # The page says by name who was passed over.
    need = asks_for(net, 1)
    reader = Reader(net, language="en").sign_in(net.member("dispatcher"))
    line = need.line()["id"]
    until(lambda: "The first wave" in reader.go(f"/n/{net.slug}/needs/{need.id}/help-calls?line={line}"))
    page = reader.submit("/help-calls", member=both)
    assert "driver0: Pauses or rests." in page and "0 of 1 said yes" in page
    # More than are asked at once are not even looked up.
    crowd = [f"0190a0b0-0000-7000-8000-{number:012d}" for number in range(61)]
    assert fields(call(net, asks_for(net, 1), 422, members=crowd)) == {"members"}
    assert fields(act(net, some, "ask", 422, members=crowd)) == {"members"}


def test_words_that_are_held_are_told_to_nobody(net):
    people, need = drivers(net, 2), asks_for(net, 2)
    made = call(net, need, members=[people[0].member])
    need.says("correct", lines=[{"id": need.line()["id"], "item": "司机，先转押金到 6222020200001234567"}])
    answer(net, people[0], mine(net, people[0])["items"][0], "no")
    short = until(lambda: (found := read(net, made))["state"] == "short" and found)
    assert short["nobody"] == "held" and len(short["asked"]) == 1
    assert act(net, made, "again", 409)["detail"]
    assert mine(net, people[1])["items"] == []


def test_a_yes_that_is_let_go_is_made_good(net):
    people, need = drivers(net, 2), asks_for(net, 1)
    made = call(net, need, members=[she.member for she in people])
    answer(net, people[0], mine(net, people[0])["items"][0], "yes")
    assert mine(net, people[1])["items"][0]["state"] == "enough"
    claim = mine(net, people[0])["items"][0]["claim"]
    ok(people[0].post(f"/claims/{claim}/actions", {"action": "release"}))
    # Whoever was sent home is asked again, and whoever let go is not.
    until(lambda: mine(net, people[1])["items"][0]["state"] == "open")
    found = read(net, made)
    assert found["state"] == "running" and found["wave"] == 2
    assert len(mine(net, people[0])["items"]) == 1 and len(mine(net, people[1])["items"]) == 2
    answer(net, people[1], mine(net, people[1])["items"][0], "yes")
    assert read(net, made)["state"] == "met"


def test_nobody_left_is_an_alarm_at_home(net):
    need, dispatcher = asks_for(net, 2), net.member("dispatcher")
    def made():
        answer = dispatcher.post(api(net, f"/needs/{need.id}/help-calls"), {"line": need.line()["id"]})
        return answer.json() if answer.status_code == 201 else None
    found = until(made)
    assert found["state"] == "short" and found["nobody"] == "thing" and found["nobodyBecause"]
    assert found["id"] in Reader(net).sign_in(dispatcher).go("/home")
    act(net, found, "end")
    assert found["id"] not in Reader(net).sign_in(dispatcher).go("/home")
    # A need that ends takes its call with it.
    she = drivers(net, 1)[0]
    other = asks_for(net, 1)
    running = call(net, other, members=[she.member])
    other.says("withdraw", reason="不用了")
    until(lambda: read(net, running)["state"] == "over")
    assert mine(net, she)["items"][0]["state"] == "ended"


def test_one_budget_and_ones_own_record(net):
    she = drivers(net, 1)[0]
    for _ in range(2):
        made = call(net, asks_for(net, 1), members=[she.member])
        assert len(made["asked"]) == 1
    third = call(net, asks_for(net, 1), members=[she.member])
    assert third["asked"] == [] and third["state"] in ("running", "short")
    urgent = call(net, asks_for(net, 1, urgency="critical"), members=[she.member])
    assert len(urgent["asked"]) == 1
    own = mine(net, she)
    assert own["record"]["contactsThisWeek"] == 3 and own["record"]["contactsPerWeek"] == 2
    assert own["record"]["asked"] == 3 and own["record"]["yes"] == 0 and len(own["items"]) == 3
    answer(net, she, own["items"][0], "yes")
    answer(net, she, own["items"][1], "no")
    after = mine(net, she)
    assert after["record"]["yes"] == 1 and after["record"]["answersWithinMinutes"] > 0
    assert [one["state"] for one in after["items"]] == ["accepted", "declined", "open"]
    # They are nobody else's.
    problem(net.member(name="other").post(
        api(net, f"/askings/{own['items'][2]['id']}/actions"), {"answer": "yes"}), 404)
    page = Reader(net, language="en").sign_in(she).go(f"/n/{net.slug}/me/askings")
    assert "My record" in page and "Only you can see this" in page
    # The network settles how often; a number out of bounds is refused.
    assert ok(net.founder.post(api(net, "/contact-budget"), {"perWeek": 5}))["perWeek"] == 5
    assert fields(problem(net.founder.post(api(net, "/contact-budget"), {"perWeek": 0}), 422)) == {"perWeek"}
    problem(she.post(api(net, "/contact-budget"), {"perWeek": 5}), 403)
    assert ok(she.get(api(net, "/contact-budget")))["perWeek"] == 5


def test_rest_guards_the_yes(net):
    she = drivers(net, 1, weeklyLimit=3)[0]
    for _ in range(2):
        call(net, asks_for(net, 1), members=[she.member])
    items = mine(net, she)["items"]
    answer(net, she, items[0], "yes")
    refused = answer(net, she, items[1], "yes", 409)
    assert "3" in refused["detail"]
    assert mine(net, she)["items"][1]["state"] == "open"


def test_who_may_call_and_what_is_refused(net):
    need, dispatcher = asks_for(net, 1), net.member("dispatcher")
    masks = net.published()
    for caller, status in ((net.public, 401), (net.member(name="anybody"), 403), (net.member("verifier"), 403)):
        problem(caller.post(api(net, f"/needs/{need.id}/help-calls"), {"line": need.line()["id"]}), status)
        problem(caller.get(api(net, "/help-calls")), status)
    assert call(net, masks, 409)["detail"]
    assert fields(call(net, need, 422, hours=40)) == {"hours"}
    assert fields(call(net, need, 422, wanted=7)) == {"wanted"}
    assert fields(call(net, need, 422, **{"from": "tomorrow"})) == {"from"}
    assert fields(call(net, need, 422, members=[])) == {"members"}
    assert fields(problem(dispatcher.post(api(net, f"/needs/{need.id}/help-calls"), {}), 422)) == {"line"}
    problem(net.public.get(api(net, "/me/askings")), 401)
    # At a time to come, and the same request twice is one call.
    she = drivers(net, 1)[0]
    body = {"line": need.line()["id"], "from": soon(30), "hours": 3, "members": [she.member]}
    key = {"Idempotency-Key": "once-only"}
    made = [ok(dispatcher.post(api(net, f"/needs/{need.id}/help-calls"), body, headers=key), 201) for _ in range(2)]
    assert made[0]["id"] == made[1]["id"] and made[0]["from"][:19] == body["from"][:19]
    assert mine(net, she)["items"][0]["hours"] == 3


def test_many_say_yes_at_once(net):
    people, need = drivers(net, 8), asks_for(net, 3)
    made = call(net, need, members=[she.member for she in people], wanted=3)
    asked = [mine(net, she)["items"][0] for she in people]

    def yes(index):
        path = api(net, f"/askings/{asked[index]['id']}/actions")
        found = people[index].post(path, {"answer": "yes"})
        if found.status_code == 412:
            found = people[index].post(path, {"answer": "yes"})
        return ok(found)["items"][0]["state"]

    states = together(8, yes)
    assert sorted(states) == ["accepted"] * 3 + ["enough"] * 5
    assert need.read(net.founder)["lines"][0]["claimed"] == 3 and read(net, made)["state"] == "met"


def test_the_pages_of_a_dispatcher(net):
    people, need = drivers(net, 6), asks_for(net, 1)
    reader = Reader(net, language="en").sign_in(net.member("dispatcher"))
    line = need.line()["id"]
    until(lambda: f"help-calls?line={line}" in reader.go(f"/n/{net.slug}/needs/{need.id}/matches"))
    page = until(lambda: "The first wave" in (found := reader.go(f"/n/{net.slug}/needs/{need.id}/help-calls?line={line}")) and found)
    assert "can do: Driving" in page and "in about" in page
    page = reader.submit("/help-calls", member=[people[0].member, people[1].member])
    assert "0 of 1 said yes" in page and "Wave 1" in page
    assert "Calls for help" in reader.go(f"/n/{net.slug}/needs/{need.id}")
    page = reader.go(f"/n/{net.slug}/help-calls")
    assert "司机" in page
    made = ok(net.member("dispatcher").get(api(net, "/help-calls")))["items"][0]
    # Whoever asks for what runs already is led to it.
    assert f'/help-calls/{made["id"]}' in reader.go(f"/n/{net.slug}/needs/{need.id}/help-calls?line={line}")
    reader.go(f"/n/{net.slug}/help-calls/{made['id']}")
    form = reader.form(f"/help-calls/{made['id']}")
    assert ("action", "end") in form["buttons"]
    ended = reader.post(f"{net.server.url}{form['action']}", data={**form["fields"], "action": "end"})
    assert ended.status_code == 200 and "Ended" in ended.text
    assert read(net, made)["state"] == "ended"


def test_more_are_asked_on_the_page_of_a_call(net):
    people, need = drivers(net, 3), asks_for(net, 2)
    made = call(net, need, members=[people[0].member])
    reader = Reader(net, language="en").sign_in(net.member("dispatcher"))
    path = f"/n/{net.slug}/help-calls/{made['id']}"

    def box(she):
        return f'name="member" value="{she.member}"'

    def offered():
        found = reader.go(path)
        return found if all(box(she) in found for she in people[1:]) else None

    page = until(offered)
    assert box(people[0]) not in page and "can do: Driving" in page

    def ask(*members):
        form = next(one for one in Forms(page).forms if ("action", "ask") in one.get("buttons", []))
        return reader.post(
            f"{net.server.url}{form['action']}", data={**form["fields"], "action": "ask", "member": list(members)})

    none = ask()
    assert none.status_code == 422 and "Nobody was picked." in none.text and box(people[1]) in none.text
    # Who was passed over is said by name; the others are asked as the next wave.
    say(people[2], "pause", until="")
    answered = ask(people[1].member, people[2].member)
    assert answered.status_code == 200 and "driver2: Pauses or rests." in answered.text and "Wave 2" in answered.text
    assert mine(net, people[1])["items"][0]["state"] == "open" and mine(net, people[2])["items"] == []
    # What is over says so on its own page.
    act(net, made, "end")
    late = ask(people[2].member)
    assert late.status_code == 409 and "It is over: Ended" in late.text and box(people[2]) not in late.text


def test_a_call_takes_its_time_from_the_line(net):
    she = drivers(net, 1)[0]
    need = net.published(lines=[{
        "item": "司机", "kind": "people", "quantity": 2, "from": soon(30), "to": soon(36), "minutes": 90}])
    line, path = need.line(), api(net, f"/needs/{need.id}/help-calls")
    dispatcher = net.member("dispatcher")
    assert fields(problem(dispatcher.post(path, {"line": line["id"], "from": soon(20)}), 422)) == {"from"}
    assert fields(problem(dispatcher.post(path, {"line": line["id"], "hours": 7}), 422)) == {"hours"}
    desk = Reader(net, language="zh").sign_in(dispatcher)
    page = desk.go(f"/n/{net.slug}/needs/{need.id}/help-calls?line={line['id']}")
    assert 'name="hours" type="text" inputmode="text" autocomplete="off" value="1.5"' in page
    made = ok(dispatcher.post(path, {"line": line["id"], "members": [she.member]}), 201)
    assert (made["minutes"], made["hours"], made["from"][:19]) == (90, 1.5, line["from"][:19])
    asked = mine(net, she)["items"][0]
    # She says another time: nobody promises the old one.
    need.says("correct", lines=[{"id": line["id"], "from": soon(31)}])
    assert answer(net, she, asked, "yes", 409)["detail"]
