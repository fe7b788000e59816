"""Activity as pages and as a live stream: nothing missing, nothing twice; versions of what was read."""

import json
import threading

import pytest

from servers import until
from support import fields, ok, problem


def feed(caller):
    """The whole activity, page after page."""
    found, cursor = [], None
    while True:
        page = ok(caller.get("/events", params={"limit": 20, **({"cursor": cursor} if cursor else {})}))
        assert not found or not page["items"] or page["items"][0]["number"] > found[-1]["number"], "cursor goes nowhere"
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found


class Stream:
    """Server-sent events in a thread of its own, resumed when the server ends them."""

    def __init__(self, caller, last=None):
        self.caller, self.last, self.events, self.faults = caller, last, [], []
        self.opened, self.ended = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        assert self.opened.wait(15), self.faults

    def run(self):
        while not self.ended.is_set():
            try:
                self.read()
            except Exception as fault:  # A cut line is what a stream must live with.
                self.faults.append(repr(fault))

    def read(self):
        headers = {"Accept": "text/event-stream"}
        if self.last is not None:
            headers["Last-Event-ID"] = str(self.last)
        with self.caller.get("/events", headers=headers, stream=True, timeout=60) as answer:
            assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/event-stream")
            event = {}
            for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
                self.opened.set()
                if self.ended.is_set():
                    return
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                    continue
                if "id" in event:
                    self.last = int(event["id"])
                    self.events.append((self.last, event["event"], json.loads(event["data"])))
                event = {}

    def close(self):
        self.ended.set()

    @property
    def numbers(self):
        return [number for number, _, _ in self.events]


def test_every_change_is_in_the_activity_in_order(net):
    need = net.published()
    need.claim(net.member("weaver"), 2)
    until(lambda: "claimed" in [event["kind"] for event in net.founder.get("/events?limit=200").json()["items"]])
    events = feed(net.founder)
    assert [event["number"] for event in events] == list(range(1, len(events) + 1))
    kinds = [event["kind"] for event in events if event["object"] == need.id]
    # She left a telephone number only: that it is acknowledged has to be said to her.
    assert kinds == ["submitted", "acknowledged", "callOpened", "verified", "published", "claimed"]
    for event in events:
        assert event.keys() >= {"number", "id", "at", "kind", "object", "actor", "details"}


def test_pages_of_activity_have_no_gap(net):
    for _ in range(30):
        net.need()
    total = until(lambda: (count := len(net.founder.get("/events?limit=200").json()["items"])) >= 32 and count)
    assert [event["number"] for event in feed(net.founder)] == list(range(1, total + 1))


def test_activity_is_cut_to_what_the_reader_may_see(net):
    hidden, shown = net.published("case"), net.published("public")
    members = net.published("members")
    until(lambda: members.id in net.member("weaver").get("/events?limit=200").text)
    seen = {event["object"] for event in feed(net.public)}
    assert shown.id in seen and not seen & {hidden.id, members.id}
    seen = {event["object"] for event in feed(net.member("weaver"))}
    assert {shown.id, members.id} <= seen and hidden.id not in seen
    for event in feed(net.public):
        assert event["actor"] in ("public", "requester", "member", "operator", "system")


@pytest.mark.parametrize("last", ["x", "-1", "1.5"])
def test_wrong_place_to_resume_is_refused(net, last):
    assert fields(ok(net.public.get("/events", headers={"Last-Event-ID": last}), 422))


def test_change_is_seen_live(net):
    stream = Stream(net.founder)
    need = net.need()
    until(lambda: [kind for _, kind, event in stream.events if event["object"] == need.id] == ["submitted"], seconds=5)
    need.act(net.founder, "acknowledge")
    until(lambda: "acknowledged" in [kind for _, kind, _ in stream.events], seconds=5)
    number, kind, event = next(one for one in stream.events if one[1] == "acknowledged")
    assert event["number"] == number and event["kind"] == kind
    stream.close()


def test_stream_resumes_without_a_gap(net):
    first = Stream(net.founder)
    for _ in range(5):
        net.need()
    until(lambda: len(first.events) >= 3)
    first.close()
    seen = first.events[:3]
    for _ in range(5):
        net.need()
    second = Stream(net.founder, last=seen[-1][0])
    for _ in range(5):
        net.need()
    until(lambda: len(seen) + len(second.events) >= 15)
    second.close()
    numbers = [number for number, _, _ in seen] + second.numbers
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_stream_from_the_beginning_is_the_whole_activity(net):
    need = net.published()
    for caller in (net.founder, net.member("weaver"), net.public):
        until(lambda: need.id in caller.get("/events?limit=200").text)
        whole = [event["number"] for event in caller.get("/events?limit=200").json()["items"]]
        stream = Stream(caller, last=0)
        until(lambda: len(stream.events) >= len(whole))
        stream.close()
        assert stream.numbers[:len(whole)] == whole


def test_many_changes_at_once_reach_every_viewer(net):
    before = net.need()
    until(lambda: before.id in net.founder.get("/events?limit=200").text)
    start = ok(net.founder.get("/events?limit=200"))["items"][-1]["number"]
    streams = [Stream(net.founder) for _ in range(4)]
    rows = "title,item,phone\n" + "".join(f"第{index}项,口罩,139{index:08}\n" for index in range(150))
    (net.server.folder / "many.csv").write_text(rows, encoding="utf-8")
    net.server.weft("import", "needs", net.server.folder / "many.csv", "--network", net.slug)
    want = list(range(start + 1, start + 151))
    for stream in streams:
        until(lambda: len(stream.numbers) >= 150, "150 events", 20)
        stream.close()
        assert stream.numbers == want, stream.faults


def test_the_same_version_is_304(net):
    need = net.published()
    answer = net.public.get(f"/needs/{need.id}")
    tag = answer.headers["ETag"]
    again = net.public.get(f"/needs/{need.id}", headers={"If-None-Match": tag})
    assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == tag
    for tags in (f'"other", {tag}', f"W/{tag}", "*"):
        assert net.public.get(f"/needs/{need.id}", headers={"If-None-Match": tags}).status_code == 304, tags
    assert net.public.get(f"/needs/{need.id}", headers={"If-None-Match": '"other"'}).status_code == 200
    need.claim(net.member("weaver"), 1)
    changed = net.public.get(f"/needs/{need.id}", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


def test_tag_of_one_tier_is_not_that_of_another(net):
    need = net.published()
    tags = {name: caller.get(f"/needs/{need.id}").headers["ETag"] for name, caller in {
        "public": net.public, "member": net.member("weaver"), "desk": net.member("dispatcher")}.items()}
    bodies = {name: caller.get(f"/needs/{need.id}").json().keys() for name, caller in {
        "public": net.public, "member": net.member("weaver"), "desk": net.member("dispatcher")}.items()}
    for one in tags:
        for two in tags:
            assert (tags[one] == tags[two]) <= (bodies[one] == bodies[two]), f"{one} and {two} share {tags[one]}"


def test_act_answers_with_the_new_version(net):
    need = net.need()
    path, tag = f"/needs/{need.id}/actions", net.founder.get(f"/needs/{need.id}").headers["ETag"]
    tag = net.founder.post(path, {"action": "acknowledge"}, headers={"If-Match": tag}).headers["ETag"]
    assert net.founder.get(f"/needs/{need.id}").headers["ETag"] == tag
    # A list of versions, one of which is the present one, fits.
    act = {"action": "assess", "urgency": "low", "reason": "x"}
    ok(net.founder.post(path, act, headers={"If-Match": f'"1", {tag}'}))
    problem(net.founder.post(path, {"action": "close"}, headers={"If-Match": '"0", "1"'}), 412)
