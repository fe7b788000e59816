"""Talk on a need: three threads and their readers, money held back, the requester's side, paging, live, following."""

import json
import threading
import uuid

import pytest

from reader import Forms, Reader
from servers import until
from support import fields, ok, problem


def say(need, by, thread, words, status=201, **more):
    return ok(by.post(f"/needs/{need.id}/posts", {"thread": thread, "words": words, **more}), status)


def talk(need, by, thread, **query):
    return by.items(f"/needs/{need.id}/posts", thread=thread, **query)


def hers(need, words=None, status=201, **more):
    """She writes, or reads what there is."""
    path, secret = f"/api/v1/track/{need.code}/posts", {"secret": need.secret}
    if words is None:
        return ok(need.network.public.get(path, params=secret))["items"]
    return ok(need.network.public.post(path, {"words": words, **more}, params=secret), status)


def act(need, by, post, action, status=200, **more):
    inside = f"/api/v1/networks/{need.network.slug}/posts/{post['id']}/actions"
    return ok(by.post(inside, {"action": action, **more}), status)


def words(posts):
    return [post["words"] for post in posts]


def test_each_thread_has_its_readers(net):
    need, helper, other = net.published(), net.member(name="helper"), net.member(name="other")
    need.claim(helper)
    desk = net.member("dispatcher")
    say(need, desk, "team", "canary-team among us")
    say(need, desk, "requester", "canary-hers which door?")
    say(need, desk, "helpers", "canary-helpers bring gloves")
    assert words(hers(need)) == ["canary-hers which door?"]
    hers(need, "The back door.")
    say(need, helper, "helpers", "At noon.")
    assert words(talk(need, desk, "requester")) == ["canary-hers which door?", "The back door."]
    assert words(talk(need, helper, "helpers")) == ["canary-helpers bring gloves", "At noon."]
    for caller, hidden in ((helper, ("team", "requester")), (other, ("team", "requester", "helpers"))):
        for thread in hidden:
            problem(caller.get(f"/needs/{need.id}/posts", params={"thread": thread}), 404)
            say(need, caller, thread, "x", 404)
    problem(net.public.get(f"/needs/{need.id}/posts", params={"thread": "helpers"}), 404)
    problem(net.public.get(
        f"/api/v1/track/{need.code}/posts", params={"secret": need.secret, "thread": "team"}), 404)
    assert hers(need, "Into theirs.", 404, thread="helpers")["status"] == 404
    # Whoever has no promise any more reads no more.
    claim = next(c for c in ok(helper.get(f"/needs/{need.id}/claims"))["items"])
    ok(helper.post(f"/claims/{claim['id']}/actions", {"action": "release"}))
    problem(helper.get(f"/needs/{need.id}/posts", params={"thread": "helpers"}), 404)
    # No list, page, export or event has the words.
    for path in ("/needs", f"/needs/{need.id}", "/events?limit=200", f"/n/{net.slug}/needs.csv"):
        for caller in (net.founder, other, net.public):
            assert "canary-" not in caller.get(path).text, path
    assert "canary-team" not in json.dumps(need.track()) and '"posted"' not in json.dumps(need.track())


def test_what_is_no_post_is_refused(net):
    need, desk = net.verified(), net.member("verifier")
    for text in ("", "\u3000\n", "长" * 2001):
        assert fields(say(need, desk, "team", text, 422)) == {"words"}
    assert fields(say(need, desk, "team", "x", 422, answers="none")) == {"answers"}
    assert fields(say(need, desk, "team", "x", 422, answers=str(uuid.uuid4()))) == {"answers"}
    say(need, desk, "nowhere", "x", 404)
    problem(net.public.post(f"/needs/{need.id}/posts", {"thread": "team", "words": "x"}), 401)
    assert talk(need, desk, "team") == []


def test_a_post_comes_once_and_is_its_authors(net):
    need, desk, lead = net.verified(), net.member("verifier"), net.founder
    path, key = f"/needs/{need.id}/posts", {"Idempotency-Key": "one"}
    body = {"thread": "team", "words": "first"}
    post = ok(desk.post(path, body, headers=key), 201)
    assert ok(desk.post(path, body, headers=key), 201)["id"] == post["id"]
    problem(desk.post(path, {**body, "words": "other"}, headers=key), 422)
    answer = say(need, lead, "team", "second", answers=post["id"])
    assert say(need, desk, "team", "third", answers=answer["id"])["answers"] == post["id"]
    act(need, lead, post, "edit", 403, words="mine")
    changed = act(need, desk, post, "edit", words="first, changed")
    assert changed["words"] == "first, changed" and changed["editedAt"]
    assert fields(act(need, desk, post, "edit", 422, words="")) == {"words"}
    assert fields(act(need, desk, post, "shout", 422)) == {"action"}
    act(need, lead, post, "remove", 403)
    gone = act(need, desk, post, "remove")
    assert gone["words"] is None and gone["removedAt"]
    act(need, desk, post, "remove", 409)
    assert words(talk(need, lead, "team")) == [None, "second", "third"]
    act(need, net.member(name="stranger"), post, "remove", 404)


def test_she_changes_and_takes_back_what_is_hers(net):
    need, other = net.need(), net.need()
    post = hers(need, "Ward 7")
    path, secret = f"/api/v1/track/{need.code}/posts/{post['id']}/actions", {"secret": need.secret}
    assert ok(net.public.post(path, {"action": "edit", "words": "Ward 8"}, params=secret))["words"] == "Ward 8"
    elsewhere = f"/api/v1/track/{other.code}/posts/{post['id']}/actions"
    problem(net.public.post(elsewhere, {"action": "remove"}, params={"secret": other.secret}), 404)
    act(need, net.founder, post, "remove", 403)
    assert ok(net.public.post(path, {"action": "remove"}, params=secret))["words"] is None


def test_money_is_held_back_until_a_coordinator_lets_it_through(net):
    need, desk = net.verified(), net.member("verifier")
    post = say(need, desk, "requester", "转账到账号 6222 0212 3456 7890 12")
    assert post["held"] and hers(need) == []
    act(need, desk, post, "release", 403)
    assert not act(need, net.founder, post, "release")["held"]
    assert len(hers(need)) == 1
    act(need, net.founder, post, "release", 409)
    own = hers(need, "My bank account is 6222 0212 3456 7890 12")
    assert own["held"] and len(hers(need)) == 2 and len(talk(need, desk, "requester")) == 2


def waits(net, by, step):
    return [task["object"] for task in ok(by.get("/me/waiting"))["tasks"] if task["step"] == step]


def close(net, by, matter, outcome, status=200):
    path = f"/api/v1/networks/{net.slug}/matters/{matter}/actions"
    return ok(by.post(path, {"action": "close", "outcome": outcome, "words": "已经看过了"}), status)


def test_what_is_held_back_waits_for_somebody_by_name(net):
    need, desk = net.verified(), net.member("verifier")
    post = say(need, desk, "requester", "转账到账号 6222 0212 3456 7890 12")
    (matter,) = waits(net, net.founder, "heldPost")
    problem(desk.get(f"/api/v1/networks/{net.slug}/matters/{matter}"), 404)
    assert fields(close(net, net.founder, matter, "left", 422)) == {"outcome"}
    page = Reader(net, language="zh").sign_in(net.founder).go(f"/n/{net.slug}/matters/{matter}")
    assert "6222 0212" in page and f"/posts/{post['id']}" in page
    close(net, net.founder, matter, "letThrough")
    assert len(hers(need)) == 1 and waits(net, net.founder, "heldPost") == []
    say(need, desk, "requester", "转账到账号 6222 0212 3456 7890 13")
    (matter,) = waits(net, net.founder, "heldPost")
    close(net, net.founder, matter, "hidden")
    assert [(one["words"], one["hidden"]) for one in hers(need)][1] == (None, "已经看过了")


def test_a_post_that_must_not_stand_is_reported_and_hidden(net):
    need, desk, other = net.verified(), net.member("verifier"), net.member("intake")
    post = say(need, desk, "team", "canary-post 她住在三楼")
    report = {"kind": "post", "id": post["id"], "words": "写了她住在哪里，不该在这里"}
    path, text = f"/api/v1/networks/{net.slug}/reports", f"/api/v1/networks/{net.slug}/texts/post/{post['id']}"
    for caller in (net.public, net.member(name="stranger")):
        problem(caller.post(path, report), 404)
    assert fields(problem(desk.post(path, report), 422)) == {"words"}
    reader = Reader(net).sign_in(other)
    reader.go(f"/n/{net.slug}/needs/{need.id}/talk?thread=team")
    reader.go(f"/n/{net.slug}/texts/post/{post['id']}/report")
    assert "Somebody deals with it" in reader.submit("/report", words="It says where she lives")
    matter = ok(other.post(path, report), 201)["id"]
    assert waits(net, net.founder, "report") == [matter]
    close(net, net.founder, matter, "hidden")
    (seen,) = talk(need, other, "team")
    assert seen["words"] is None and seen["hidden"] == "已经看过了"
    assert "canary-post" not in reader.go(f"/n/{net.slug}/posts/{post['id']}")
    assert "Hidden by moderation" in reader.page.text and "/talk?thread=team" in reader.at
    (own,) = talk(need, desk, "team")
    assert "canary-post" in own["words"]
    judge = net.member("coordinator", name="judge")
    problem(other.post(f"{text}/actions", {"action": "appeal", "words": "我没有写她住在哪里呀"}), 403)
    appeal = ok(desk.post(f"{text}/actions", {"action": "appeal", "words": "我没有写她住在哪里呀"}))["id"]
    assert ok(desk.get(text))["appeal"]["open"] and waits(net, judge, "textAppeal") == [appeal]
    close(net, judge, appeal, "shown")
    assert "canary-post" in talk(need, other, "team")[0]["words"]
    # Who leads hides without a report, at the post.
    lead = Reader(net).sign_in(net.founder)
    lead.go(f"/n/{net.slug}/needs/{need.id}/talk?thread=team")
    lead.submit(f"/texts/post/{post['id']}/hide", reason="Not here")
    assert "Hidden by moderation: Not here" in lead.page.text and "canary-post" in lead.page.text
    lead.submit(f"/texts/post/{post['id']}/show")
    assert "Hidden by moderation" not in lead.page.text


def test_she_reports_what_was_written_to_her_and_appeals(net):
    need, desk = net.verified(), net.member("verifier")
    theirs = say(need, desk, "requester", "你在说谎")
    she = Reader(net)
    she.go(need.url)
    assert theirs["id"] in she.page.text
    path, secret = f"/api/v1/track/{need.code}/posts", {"secret": need.secret}
    words = {"words": "他骂我，这不该在这里"}
    matter = ok(net.public.post(f"{path}/{theirs['id']}/report", words, params=secret), 201)["id"]
    assert waits(net, net.founder, "report") == [matter]
    own, team = hers(need, "你才说谎"), say(need, desk, "team", "只给我们看")
    assert fields(problem(net.public.post(f"{path}/{own['id']}/report", words, params=secret), 422)) == {"words"}
    problem(net.public.post(f"{path}/{team['id']}/report", words, params=secret), 404)
    problem(net.public.post(f"{path}/{own['id']}/appeal", words, params=secret), 409)
    text = f"/api/v1/networks/{net.slug}/texts/post/{own['id']}/actions"
    ok(net.founder.post(text, {"action": "hide", "reason": "这是骂人"}))
    assert talk(need, desk, "requester")[-1]["words"] is None and hers(need)[-1]["words"] == "你才说谎"
    judge = net.member("coordinator", name="judge")
    she.go(f"/t/{need.code}")
    assert "Hidden by moderation" in she.page.text
    she.submit("/appeal", words="It was no insult at all")
    assert "You have appealed" in she.page.text and len(waits(net, judge, "textAppeal")) == 1
    problem(net.public.post(f"{path}/{own['id']}/appeal", words, params=secret), 409)


def test_pages_of_a_thread_have_no_gap(net):
    need, desk = net.verified(), net.member("verifier")
    for number in range(7):
        say(need, desk, "team", f"post {number}")
    page = ok(desk.get(f"/needs/{need.id}/posts", params={"thread": "team", "limit": 3}))
    assert words(page["items"]) == ["post 0", "post 1", "post 2"] and page["total"] == 7 and page["next"]
    assert words(talk(need, desk, "team", limit=3)) == [f"post {number}" for number in range(7)]
    problem(desk.get(f"/needs/{need.id}/posts", params={"thread": "team", "cursor": "x"}), 422)


def test_words_go_with_her_key(net):
    need, desk = net.verified(), net.member("verifier")
    hers(need, "canary of hers")
    say(need, desk, "team", "canary of ours")
    need.says("withdraw")
    ok(net.public.post(f"/api/v1/track/{need.code}/forget", params={"secret": need.secret}))
    assert words(talk(need, desk, "requester")) == [None] and words(talk(need, desk, "team")) == [None]
    say(need, desk, "team", "too late", 404)


class Live:
    """What comes over the stream of one thread."""

    def __init__(self, need, by, thread):
        self.lines, self.status = [], None
        self.answer = by.get(
            f"/needs/{need.id}/posts/live", params={"thread": thread}, headers={"Accept": "text/event-stream"},
            stream=True, timeout=60)
        self.status = self.answer.status_code
        if self.status == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            for line in self.answer.iter_lines(chunk_size=1):
                self.lines.append(line.decode())
        except Exception:  # The line is cut when the test is over.
            pass

    @property
    def posted(self):
        return self.lines.count("event: posted")


def test_readers_of_a_thread_are_told_live_and_nobody_else(net):
    need, helper, desk = net.published(), net.member(name="helper"), net.member("dispatcher")
    need.claim(helper)
    assert Live(need, net.member(name="other"), "helpers").status == 404
    assert Live(need, helper, "team").status == 404
    mine = Live(need, helper, "helpers")
    say(need, desk, "team", "canary not for them")
    say(need, desk, "helpers", "canary for them")
    until(lambda: mine.posted == 1)
    say(need, helper, "helpers", "thanks")
    until(lambda: mine.posted == 2)
    assert not any("canary" in line for line in mine.lines)
    mine.answer.close()


def test_following_and_one_button_to_stop(net):
    need, anna, desk = net.verified(), net.member("intake"), net.member("verifier")
    reader = Reader(net)
    reader.sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", handle="anna_a")
    path = f"/needs/{need.id}/follow"
    assert ok(anna.post(path, {"follow": True})) == {"follow": "follows"}
    problem(net.member(name="stranger").post(path, {"follow": True}), 404)
    read = reader.mail(lambda: say(need, desk, "team", "@anna_a canary-please look"))
    mail = read(r"提到了您：.*?(/stop/\S+)|You were mentioned: .*?(/stop/\S+)")
    assert "canary-please" not in mail.group(0)
    stop = mail.group(1) or mail.group(2)
    # Opening the link does nothing; without an account one button does.
    guest = Reader(net)
    page = guest.go(stop)
    assert "anna" not in page
    guest.submit()
    assert ok(anna.post(path, {"follow": False})) == {"follow": "muted"}
    guest.go("/stop/nonsense", 404)


@pytest.mark.parametrize("rhythm", ["atOnce", "daily", "never"])
def test_how_often_is_ones_own_choice(net, rhythm):
    reader = Reader(net)
    reader.sign_in(net.member(name="anna"))
    reader.go("/me/messages")
    page = reader.submit("/me/messages", rhythm=rhythm)
    assert f'value="{rhythm}" checked' in page
    reader.submit("/me/messages", 422, rhythm="hourly")


def test_what_is_let_through_is_what_was_read(net):
    need, desk = net.verified(), net.member("verifier")
    post = say(need, desk, "requester", "转账到账号 6222 0212 3456 7890 12")
    assert post["seen"]
    act(need, desk, post, "edit", words="转账到账号 6222 0212 3456 7890 99")
    act(need, net.founder, post, "release", 412, seen=post["seen"])
    inside = f"/api/v1/networks/{net.slug}/texts/post/{post['id']}/actions"
    problem(net.founder.post(inside, {"action": "hide", "reason": "这里在向人要钱", "seen": post["seen"]}), 412)
    assert hers(need) == []
    now = [one for one in talk(need, net.founder, "requester") if one["id"] == post["id"]][0]
    page = Reader(net).sign_in(net.founder)
    text = page.go(f"/n/{net.slug}/needs/{need.id}/talk?thread=requester")
    assert now["seen"] in [form["fields"].get("seen") for form in Forms(text).forms]
    assert not act(need, net.founder, post, "release", seen=now["seen"])["held"]
