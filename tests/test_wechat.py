"""Answers through a service account at WeChat: how it is asked, what it refuses, and that she alone sets it up and takes it away."""

from urllib.parse import parse_qs, urlsplit

import pytest

from gateway import Gateway
from reader import Reader
from servers import until
from support import Network, ok, problem
from wechat import APP, INSIDE, SECRET, WeChat

PRESS, ON = "Answer me in WeChat", "Answers come to your WeChat"


@pytest.fixture
def wechat():
    made = WeChat()
    yield made
    made.close()


@pytest.fixture
def chatting(own_server, wechat):
    return Network(own_server(**wechat.settings()))


def leave(reader, need):
    """To WeChat; what its address asks there."""
    answer = reader.get(f"{reader.url}/t/{need.code}/wechat", allow_redirects=False)
    assert answer.status_code == 303, answer.text[:500]
    url = urlsplit(answer.headers["Location"])
    assert url.path == "/connect/oauth2/authorize" and url.fragment == "wechat_redirect"
    return {name: values[0] for name, values in parse_qs(url.query).items()}


def back(reader, wechat, need, query, user, status=200, state=None):
    """Back from it as this user."""
    code = f"code-of-{user}"
    wechat.codes[code] = user
    reader.page = reader.get(
        f"{reader.url}/t/{need.code}/wechat/back", params={"code": code, "state": state or query["state"]}, timeout=60)
    assert reader.page.status_code == status, reader.page.text[:800]
    return reader.page.text


def joined(net, wechat, need, user):
    reader = Reader(net, agent=INSIDE)
    assert PRESS in reader.go(need.url)
    page = back(reader, wechat, need, leave(reader, need), user)
    # Whom the first message does not reach reads that at once, where it has come back by then.
    assert ON in page or user not in wechat.followers and "could not deliver" in page
    return reader


def way(need, name="wechat"):
    return next((known["state"] for known in need.track()["ways"] if known["way"] == name), None)


def asked_about(net, need):
    """She reports a call and is answered: a message that goes out at once and must reach her."""
    path = f"/api/v1/track/{need.code}/reports"
    ok(net.public.post(path, {"note": "押金"}, params={"secret": need.secret}))
    report = need.track()["reports"][0]
    ok(net.founder.post(f"/needs/{need.id}/reports/{report['id']}/actions", {"note": "不是我们"}))


def test_she_is_answered_in_wechat(chatting, wechat):
    need = chatting.need()
    wechat.followers.add("o-her")
    reader = Reader(chatting, agent=INSIDE)
    assert PRESS in reader.go(need.url)
    query = leave(reader, need)
    assert (query["appid"], query["scope"], query["response_type"]) == (APP, "snsapi_base", "code")
    assert query["redirect_uri"].endswith(f"/t/{need.code}/wechat/back") and len(query["state"]) >= 32
    assert ON in back(reader, wechat, need, query, "o-her")
    assert wechat.wait("o-her", "这里|come here") == need.url
    until(lambda: way(need) == "taken", "the way to be known")
    asked_about(chatting, need)
    assert wechat.wait("o-her", "来电|Your report") == need.url
    assert len(wechat.tokens) == 1, "one token for all messages"
    # The visit is over: what came back once comes back no more.
    back(reader, wechat, need, query, "o-other", 409)
    assert "WeChat took the latest" in reader.go(need.url)
    # What it knows of her is shown to nobody, nor logged.
    everything = reader.page.text + str(need.track()) + str(ok(chatting.founder.get(f"/needs/{need.id}")))
    everything += str(ok(chatting.founder.post(f"/needs/{need.id}/reveals", {"purpose": "call"})))
    log = chatting.server.log.read_text(errors="replace")
    assert "o-her" not in everything + log and SECRET not in log and "token-0" not in log


def test_who_follows_no_more_is_reached_another_way(chatting, wechat):
    need = chatting.need(contact={"name": "张三", "phone": "13900001234", "email": "ward@clinic.example"})
    reader = joined(chatting, wechat, need, "o-stranger")
    until(lambda: way(need) == "failed", "the first message to come back")
    assert "could not deliver" in reader.go(need.url) and "follow the service account “Weft 织网”" in reader.page.text
    # She follows, and presses again.
    wechat.followers.add("o-stranger")
    back(reader, wechat, need, leave(reader, need), "o-stranger")
    until(lambda: way(need) == "taken", "the way to work")
    wechat.followers.clear()
    read = reader.mail(lambda: asked_about(chatting, need))
    assert read("我们查过了|looked into the call")
    assert way(need) == "failed" and way(need, "email") in ("sent", "taken")
    problem(chatting.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}), 409)
    said = chatting.server.weft("doctor", status=None).stdout
    assert "0 messages could not be sent" in said and "through a service account at WeChat" in said


def test_with_no_other_way_somebody_calls(chatting, wechat):
    need = chatting.need()
    joined(chatting, wechat, need, "o-gone")
    until(lambda: way(need) == "failed", "the first message to come back")
    wechat.followers.add("o-gone")
    joined_again = Reader(chatting, agent=INSIDE)
    joined_again.go(need.url)
    back(joined_again, wechat, need, leave(joined_again, need), "o-gone")
    until(lambda: way(need) == "taken", "the way to work")
    wechat.errors = [43004]
    asked_about(chatting, need)
    def called():
        return chatting.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}).status_code == 200
    until(called, "a call to be due")
    assert not wechat.errors


def test_a_short_message_takes_over(own_server, wechat):
    gateway = Gateway()
    try:
        net = Network(own_server(**wechat.settings(), **gateway.settings()))
        need = net.need()
        wechat.followers.add("o-1")
        joined(net, wechat, need, "o-1")
        until(lambda: way(need) == "taken", "the way to work")
        wechat.errors = [40003]
        asked_about(net, need)
        gateway.wait("+8613900001234", "我们查过了|looked into the call")
    finally:
        gateway.close()


def test_a_stale_token_is_fetched_anew_and_a_limit_waits(chatting, wechat):
    need = chatting.need()
    wechat.followers.add("o-1")
    wechat.errors = [42001]
    joined(chatting, wechat, need, "o-1")
    until(lambda: way(need) == "taken", "the message with the second token")
    assert len(wechat.tokens) == 2
    wechat.errors = [45009]
    asked_about(chatting, need)
    log = chatting.server.log
    until(lambda: "code 45009" in log.read_text(errors="replace"), "the limit in the log")
    assert way(need) == "sent"
    problem(chatting.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}), 409)


def test_she_alone_sets_it_up(chatting, wechat):
    need, other = chatting.need(), chatting.need()
    reader = Reader(chatting, agent=INSIDE)
    reader.go(f"/t/{need.code}/wechat", 404)
    # By code and digits she does everything but change how she is reached.
    reader.go(f"/track?code={need.code}")
    reader.submit("/track", code=need.code, digits="1234")
    assert PRESS not in reader.page.text
    reader.go(f"/t/{need.code}/wechat", 403)
    reader.go(need.url)
    query = leave(reader, need)
    back(reader, wechat, need, query, "o-1", 409, state="another")
    # Somebody else's browser brings nothing back, not even with her link; nor is a visit good for another need.
    stranger = Reader(chatting, agent=INSIDE)
    stranger.go(need.url)
    back(stranger, wechat, need, query, "o-thief", 409)
    reader.go(other.url)
    back(reader, wechat, other, query, "o-1", 409)
    reader.page = reader.get(
        f"{reader.url}/t/{need.code}/wechat/back", params={"code": "unknown", "state": query["state"]}, timeout=60)
    assert reader.page.status_code == 409 and "WeChat could not be joined" in reader.page.text
    assert way(need) is None and way(other) is None
    # Where only WeChat can say who she is, the page says how to get there.
    outside = Reader(chatting).go(need.url)
    assert PRESS not in outside and "Open your link in WeChat" in outside


def test_coming_back_is_limited_as_leaving_is(chatting, wechat):
    need = chatting.need()
    reader = Reader(chatting, agent=INSIDE)
    reader.go(need.url)
    query = leave(reader, need)
    for _ in range(10):
        back(reader, wechat, need, query, "o-1", 409, state="another")
    back(reader, wechat, need, query, "o-1", 429)
    assert way(need) is None


def test_she_takes_it_away(chatting, wechat):
    need = chatting.need()
    wechat.followers.add("o-1")
    reach = f"/api/v1/track/{need.code}/reach"
    problem(chatting.public.post(reach, {"channel": "wechat"}, params={"secret": need.secret}), 422)
    reader = joined(chatting, wechat, need, "o-1")
    until(lambda: way(need) == "taken", "the way to work")
    ok(chatting.public.post(reach, {"channel": "email"}, params={"secret": need.secret}))
    ok(chatting.public.post(reach, {"channel": "wechat"}, params={"secret": need.secret}))
    reader.go(need.url)
    reader.submit("/wechat/end")
    assert PRESS in reader.go(need.url) and way(need) is None
    joined(chatting, wechat, need, "o-1")
    until(lambda: way(need) == "taken", "the way to work")
    ok(chatting.public.post(f"/api/v1/track/{need.code}/wechat/end", {}, params={"secret": need.secret}))
    assert way(need) is None
    asked_about(chatting, need)
    ok(chatting.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}))


def test_her_link_comes_again_by_wechat(chatting, wechat):
    need = chatting.need(contact={"name": "张三", "wechat": "zhang-san"})
    wechat.followers.add("o-only")
    joined(chatting, wechat, need, "o-only")
    until(lambda: way(need) == "taken", "the way to work")
    lost = Reader(chatting)
    lost.go("/track")
    lost.submit("/track/link", linkCode=need.code)
    assert wechat.wait("o-only", "专属链接|secret link") == need.url


def test_without_an_account_nothing_is_offered(net):
    need = net.need()
    reader = Reader(net, agent=INSIDE)
    assert "Answers in WeChat" not in reader.go(need.url)
    reader.go(f"/t/{need.code}/wechat", 404)


def test_the_doctor_says_what_is_missing(own_server, wechat):
    settings = wechat.settings()
    del settings["WEFT_WECHAT_ACCOUNT_FIELDS"]
    said = own_server(**settings).weft("doctor", status=None).stdout
    assert "the service account at WeChat lacks a part" in said and "_FIELDS" in said
