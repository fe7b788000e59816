"""Calls to whoever no message reaches, the ways that she chose, and calls that she reports."""

import json
import re
from email.message import EmailMessage
from email.utils import make_msgid

from postbox import Postbox
from reader import Forms, Reader
from servers import until
from support import Network, fields, ok, on_claim, problem


def hers(need, door, body, status=200):
    path = f"/api/v1/track/{need.code}/{door}"
    return ok(need.network.public.post(path, body, params={"secret": need.secret}), status)


def called(need, by, outcome, status=200, note=""):
    return ok(by.post(f"/needs/{need.id}/calls", {"outcome": outcome, "note": note}), status)


def test_who_left_only_a_phone_is_called(net):
    need = net.need()
    problem(net.founder.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}), 409)
    need.act(net.founder, "acknowledge")
    assert fields(problem(net.founder.post(f"/needs/{need.id}/calls", {"outcome": "perhaps"}), 422)) == {"outcome"}
    problem(net.public.post(f"/needs/{need.id}/calls", {"outcome": "spoke"}), 401)
    problem(net.member(name="stranger").post(f"/needs/{need.id}/calls", {"outcome": "spoke"}), 404)
    called(need, net.founder, "spoke", note="她知道了")
    called(need, net.founder, "spoke", 409)
    assert [call["outcome"] for call in need.track()["calls"]] == ["spoke"]


def test_who_says_that_she_has_read_it_need_not_be_called(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    # Opening the page is no act: what scans mails opens links, follows them and keeps cookies.
    she = Reader(net)
    for _ in range(3):
        assert "I have read it" in she.go(need.url)
    due = need.track()["callDue"]
    assert (due["who"], due["open"]) == ("创办人", True)
    she.submit("/read")
    assert "I have read it" not in she.go(need.url)
    due = need.track()["callDue"]
    assert (due["who"], due["open"], due["outcome"]) == ("创办人", False, "read")
    called(need, net.founder, "spoke", 409)
    for door, body in [("read", {}), ("actions", {"action": "add", "text": "门在后面"})]:
        other = net.need()
        other.act(net.founder, "acknowledge")
        assert other.track()["callDue"]["open"]
        hers(other, door, body)
        called(other, net.founder, "spoke", 409)
    assert "was to call you about this" in Reader(net).go(need.url)
    assert "callDue" not in net.need().track()


def test_how_a_call_ended_is_taken_back(net):
    need, who = net.need(), net.member("intake")
    need.act(who, "acknowledge")
    desk = Reader(net).sign_in(who)
    desk.go(f"/n/{net.slug}/queue/{need.id}")
    desk.submit("/calls", outcome="spoke", note="她知道了")
    assert f"/needs/{need.id}/calls" not in desk.page.text
    desk.submit("/undo")
    desk.form("/calls")
    called(need, who, "noAnswer")
    assert [call["outcome"] for call in need.track()["calls"]] == ["noAnswer"]


def test_her_page_says_who_may_call(net):
    need, helper = net.published(), net.member(name="helper")
    assert need.track()["callers"] == {"owner": "创办人", "helpers": []}
    claim = need.claim(helper)
    assert need.track()["callers"] == {"owner": "创办人", "helpers": ["helper"]}
    on_claim(helper, claim, "release", reason="车坏了")
    assert need.track()["callers"]["helpers"] == []
    need.says("withdraw", reason="不用了")
    assert need.track()["callers"] == {"owner": None, "helpers": []}


def test_three_tries_in_vain_are_said(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    for _ in range(3):
        called(need, net.founder, "noAnswer")
    assert [call["outcome"] for call in need.track()["calls"]] == ["noAnswer"] * 3
    called(need, net.founder, "spoke", 409)


def test_an_address_that_bounces_becomes_a_call(net):
    need = net.need(contact={"name": "张三", "phone": "13900001234", "email": "gone@clinic.example"})
    need.act(net.founder, "acknowledge")
    called(need, net.founder, "spoke", 409)
    path = f"/api/v1/networks/{net.slug}/bounces"
    problem(net.member("verifier").post(path, {"address": "gone@clinic.example"}), 403)
    assert fields(problem(net.founder.post(path, {"address": "nonsense"}), 422)) == {"address"}
    assert ok(net.founder.post(path, {"address": "nobody@clinic.example"}))["count"] == 0
    assert ok(net.founder.post(path, {"address": "gone@clinic.example"}))["count"] == 1
    called(need, net.founder, "spoke")


REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="B/1 2"

--B/1 2
Content-Type: text/plain

The mail could not be delivered.
--B/1 2
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1

--B/1 2
Content-Type: text/rfc822-headers

Message-ID: {number}
Subject: =?UTF-8?B?5oKo?=

--B/1 2--
"""


def test_a_mail_server_hands_over_what_came_back(own_server, tmp_path):
    postbox = Postbox()
    try:
        comes_back(Network(own_server(WEFT_SMTP_URL=postbox.url)), postbox, tmp_path)
    finally:
        postbox.close()


def comes_back(net, postbox, tmp_path):
    need = net.need(contact={"name": "张三", "phone": "13900001234", "email": "ward@hospital.example"})
    need.act(net.founder, "acknowledge")
    number = postbox.wait("ward@hospital.example")["Message-ID"]

    def report(address, action="failed", number=number):
        return REPORT.format(address=address, action=action, number=number)

    def bounce(text, status=0):
        return net.server.weft("bounce", "--network", net.slug, "--json", text=text, status=status)

    for text in (report("nobody@hospital.example"), report("ward@hospital.example", "delayed"),
                 report("ward@hospital.example", number="<0190@elsewhere.example>"),
                 report("ward@hospital.example", number="<0190@weftwork>")):
        assert json.loads(bounce(text).stdout)["needs"] == 0
    done = bounce(report("ward@hospital.example").replace("Message-ID", "X-Other"), 1)
    assert "Message-ID" in done.stderr + done.stdout
    called(need, net.founder, "spoke", 409)
    done = bounce(report("ward@hospital.example").replace("Final-Recipient: rfc822; ", "Final-Recipient: x400; "), 2)
    assert "line 17" in done.stderr + done.stdout or "第 17 行" in done.stderr + done.stdout
    assert bounce("this is no mail\n", 2).stdout == ""
    (tmp_path / "report.eml").write_text(report("Ward@Hospital.example").replace("\n", "\r\n"), newline="")
    done = net.server.weft("bounce", "--network", net.slug, tmp_path / "report.eml", status=0)
    assert "1 open needs" in done.stdout and "hospital" not in done.stdout
    called(need, net.founder, "spoke")


def test_a_mail_to_the_networks_address_is_a_need(own_server, tmp_path):
    """Written by another's library as people's programs write: two ways to read it, an old encoding, a photo beside it."""
    postbox = Postbox()
    try:
        comes_by_mail(Network(own_server(WEFT_SMTP_URL=postbox.url)), postbox, tmp_path)
    finally:
        postbox.close()


def comes_by_mail(net, postbox, folder):
    def written(text, charset="utf-8", by="三病区 <Ward3@Clinic.example>", **head):
        mail = EmailMessage()
        mail["From"], mail["Message-ID"] = by, make_msgid(domain="clinic.example")
        for name, value in head.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text, charset=charset)
        mail.add_alternative(f"<p>{text}</p><p>不读这里</p>", subtype="html")
        return mail

    def hand_over(mail, status=0):
        (folder / "mail.eml").write_bytes(bytes(mail))
        return net.server.weft("inbound", "--network", net.slug, "--json", folder / "mail.eml", status=status)

    mail = written("青云县卫生院缺口罩\n口罩 500只\n", "gb2312", Subject="缺口罩，急")
    mail.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="病区.jpg")
    made = json.loads(hand_over(mail).stdout)
    assert made["new"] and json.loads(hand_over(mail).stdout) == {**made, "new": False}
    need = ok(net.founder.get(f"/needs/{made['need']}"))
    assert need["title"] == "缺口罩，急" and [line["quantity"] for line in need["lines"]] == [500]
    assert "不读这里" not in need["description"]
    assert "1 个附件" in net.founder.get(f"/n/{net.slug}/needs/{made['need']}").text
    # The receipt goes back to where it came from, and her answer to it is no second need.
    code = need["trackingCode"]
    receipt = postbox.wait("ward3@clinic.example")
    assert code in receipt.get_payload(decode=True).decode()
    answer = json.loads(hand_over(written(f"走后门\n\n> {code}\n> 口罩\n", Subject="回复: 已收到")).stdout)
    assert answer == {"need": made["need"], "state": "submitted", "new": False}
    # What says plainly that it offers is an offer, whose receipt with code and link goes back as well; an answer to that goes to it.
    # Whoever has asked for something here is heard as asking.
    assert "need" in json.loads(hand_over(written("手套 50副\n", Subject="捐赠：手套")).stdout)
    firm = "口罩厂 <Firm@Works.example>"
    mail = written("N95口罩 500只\n", by=firm, Subject="捐赠：口罩")
    given = json.loads(hand_over(mail).stdout)
    assert given["new"] and json.loads(hand_over(mail).stdout) == {**given, "new": False}
    offer = ok(net.founder.get(f"/api/v1/networks/{net.slug}/offers/{given['offer']}"))
    assert offer["title"] == "口罩" and [line["quantity"] for line in offer["lines"]] == [500]
    receipt = until(lambda: next((words for words in (
        one.get_payload(decode=True).decode() for one in list(postbox.mails) if one["To"] == "<firm@works.example>")
        if "/o/" in words), None), "the receipt of the offer")
    code = re.search(r"/o/([0-9A-Z]{8})\?secret=", receipt).group(1)
    answer = json.loads(hand_over(written(f"只剩 200只了\n\n> {code}\n", by=firm, Subject="回复: 提供：口罩")).stdout)
    assert answer == {"offer": given["offer"], "state": "submitted", "new": False}
    assert "只剩 200只了" in net.founder.get(f"/n/{net.slug}/offers/{given['offer']}").text
    # A machine's mail is refused, what is no mail names its line, and a store that can't be had is tried again.
    hand_over(written("我在休假\n", Auto_Submitted="auto-replied"), 1)
    assert "1" in hand_over(b"this is no mail\n", 2).stderr
    net.server.weft("inbound", "--network", "no-such-network", folder / "mail.eml", status=1)
    net.server.weft("inbound", "--network", net.slug, folder / "mail.eml", "--storage", "postgres:///none?host=/nowhere", status=75)


def test_she_chooses_how_she_is_reached(net):
    need = net.need()
    path, secret = f"/api/v1/track/{need.code}/reach", {"secret": need.secret}
    wrong = [({"channel": "pigeon"}, "channel"), ({"channel": "call", "askEvery": 99}, "askEvery"),
             ({"channel": "call", "hours": "晚" * 121}, "hours")]
    for body, field in wrong:
        assert fields(problem(net.public.post(path, body, params=secret), 422)) == {field}
    hers(need, "reach", {"channel": "call", "hours": "20:00后", "askEvery": 2})
    problem(net.public.post(path, {"channel": "call"}, params={"secret": "wrong"}), 404)


def test_more_than_one_can_be_called(net):
    need = net.need()
    path, secret = f"/api/v1/track/{need.code}/contacts", {"secret": need.secret}
    assert fields(problem(net.public.post(path, {"name": "夜班", "phone": "12"}, params=secret), 422)) == {"phone"}
    hers(need, "contacts", {"name": "夜班", "phone": "13900005678", "hours": "20:00后"})
    told = str(ok(net.founder.get(f"/needs/{need.id}")))
    assert "13900005678" not in told, "shown by an act only"


def test_a_contact_is_taken_away(net):
    need = net.need()
    for phone in ("13900005678", "13900005679"):
        hers(need, "contacts", {"name": "夜班", "phone": phone, "hours": "20:00后"})
    path, secret = f"/api/v1/track/{need.code}/contacts", {"secret": need.secret}

    def phones():
        return [contact["phone"][-4:] for contact in need.track()["private"]["contacts"]]

    assert phones() == ["1234", "5678", "5679"] and need.track()["private"]["contacts"][1]["hours"] == "20:00后"
    for index in ("7", "-1", "first"):
        problem(net.public.post(f"{path}/{index}/end", params=secret), 404)
    problem(net.public.post(f"{path}/1/end", params={"secret": "wrong"}), 404)
    # Sent again it takes away no second one.
    for _ in range(2):
        ok(net.public.post(f"{path}/1/end", params=secret, headers={"Idempotency-Key": "away"}))
    assert phones() == ["1234", "5679"]
    ok(net.public.post(f"{path}/1/end", params=secret))
    assert fields(problem(net.public.post(f"{path}/0/end", params=secret), 422)) == {"phone"}
    assert phones() == ["1234"], "one way to her stays"


def test_a_reported_call_is_answered(net):
    need = net.need()
    hers(need, "reports", {"note": "有人要我交押金"})
    report = need.track()["reports"][0]
    assert report["open"]
    path = f"/needs/{need.id}/reports/{report['id']}/actions"
    assert fields(problem(net.founder.post(path, {"note": ""}), 422)) == {"words"}
    problem(net.member(name="stranger").post(path, {"note": "不是我们"}), 404)
    ok(net.founder.post(path, {"note": "不是我们的人，已报警"}))
    assert not need.track()["reports"][0]["open"]
    problem(net.founder.post(path, {"note": "again"}), 409)


def test_reports_of_a_day_have_a_limit(net):
    need = net.need()
    path, secret = f"/api/v1/track/{need.code}/reports", {"secret": need.secret}
    statuses = [net.public.post(path, {"note": "x"}, params=secret).status_code for _ in range(12)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_the_next_way_is_proposed_with_why(net):
    need = net.need(contact={"name": "张三", "phone": "13900001234", "email": "gone@clinic.example"})
    hers(need, "contacts", {"name": "夜班", "phone": "13900005678", "hours": "0:00-24:00"})
    path = f"/needs/{need.id}/reach"

    def following():
        return [(step["channel"], step["contact"], step["why"]) for step in ok(net.founder.get(path))["next"]]

    # Whatever the hour is.
    assert {step[:2] for step in following()} == {("phone", 1), ("email", 1), ("phone", 2)}, "no gateway, no text message"
    need.act(net.founder, "cannotReach", channel="phone")
    channel, contact, why = following()[0]
    assert (channel, contact, why) == ("phone", 2, ["untried", "inHours"])
    desk = Reader(net).sign_in(net.member("intake"))
    text = desk.go(f"/n/{net.slug}/queue/{need.id}")
    assert "What to try next" in text and "Phone (contact 2)" in text and "tried once in vain" in text
    assert "13900005678" not in text and "夜班" not in text and "gone@clinic" not in text
    # The first that is proposed stands chosen; whoever calls may take another.
    form = next(one for one in Forms(desk.page.text).forms if one["fields"].get("action") == "cannotReach")
    assert form["fields"]["channel"] == "phone 2"
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/bounces", {"address": "gone@clinic.example"}))
    assert next(why for channel, _, why in following() if channel == "email") == ["cameBack"]
    assert following()[-1][0] == "email"
    problem(net.member(name="stranger").get(path), 404)
    problem(net.public.get(path), 401)


def test_a_way_is_read_in_each_readers_language_and_being_reached_is_on_record(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    need.act(net.founder, "cannotReach", channel="电话")
    desk = Reader(net).sign_in(net.member("intake"))
    text = desk.go(f"/n/{net.slug}/queue/{need.id}")
    assert "· phone · no answer ·" in text and "in vain: phone" in desk.go(f"/n/{net.slug}/needs/{need.id}")
    desk.go(f"/n/{net.slug}/queue/{need.id}")
    form = next(one for one in Forms(desk.page.text).forms if one["fields"].get("action") == "reached")
    assert form["fields"]["channel"] == "phone"
    need.act(net.founder, "reached", channel="微信", note="她回了话")
    assert [call["outcome"] for call in need.track()["calls"]] == ["no-answer", "spoke"]
    assert "Reached: WeChat" in desk.go(f"/n/{net.slug}/needs/{need.id}")


def test_who_left_no_number_gets_the_link_again(net):
    need = net.need(contact={"name": "张三", "email": "ward@clinic.example"})
    reader = Reader(net)
    assert "You left no phone number" in reader.go(need.url)
    other = Reader(net)
    other.go(f"/track?code={need.code}")
    other.submit("/track", 404, code=need.code, digits="1234")
    read = other.mail(lambda: other.submit("/track/link", linkCode=need.code))
    assert "the link is on its way" in other.page.text and "ward@clinic.example" not in other.page.text
    assert read(rf"(用您的查询码|asked for by your code).*/t/{need.code}\?secret={need.secret}")
    # The code of nobody is answered alike; what is no code is said to be none.
    other.submit("/track/link", linkCode="22222222")
    assert "the link is on its way" in other.page.text
    assert "eight letters" in other.submit("/track/link", 422, linkCode="1")
    for _ in range(2):
        other.submit("/track/link", linkCode=need.code)
    other.submit("/track/link", 429, linkCode=need.code)
    # Her own link stays open to her, and says that it went out.
    assert "The secret link was sent again" in reader.go(need.url)


def test_whose_only_way_is_the_link_is_told_so(net):
    need = net.need(contact={"name": "张三", "wechat": "zhang-san"})
    assert "your only way back is the secret link" in Reader(net).go(need.url)
    other = Reader(net)
    other.go("/track")
    other.submit("/track/link", linkCode=need.code)
    assert need.track()["ways"] == []
