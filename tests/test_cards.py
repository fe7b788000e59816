"""What goes round: cards of needs with code and picture, what came of them, banners, cards of one's own, records, thanks."""

import html
import re
import struct

import pytest

from reader import Reader
from servers import until
from support import Network, fields, ok, on_claim, problem

WECHAT = ("Mozilla/5.0 (Linux; Android 13; V2031A Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 "
          "Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47.2560(0x28002F35) WeChat/arm64 Language/zh_CN")
BOTS = ["facebookexternalhit/1.1", "TelegramBot (like TwitterBot)", "Mozilla/5.0 (compatible; Baiduspider/2.0)", "curl/8.5.0"]
CANARIES = {"name": "金丝雀姓名", "phone": "13987654321", "email": "canary@canary.example", "wechat": "canary-wechat"}


def api(net, door):
    return f"/api/v1/networks/{net.slug}{door}"


def card(net, need, by=None, status=200):
    return ok((by or net.public).get(f"/needs/{need.id}/card"), status)


def share(need, by, status=201):
    return ok(by.post(f"/needs/{need.id}/shares"), status)


def own_count(net, by, need):
    return next(one for one in ok(by.get("/me/shares"))["items"] if one["object"] == need.id)


def meta(page):
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))
    return {name: html.unescape(value) for name, value in found.items()}


def picture(net, address):
    """The picture at an absolute address, as anybody gets it."""
    answer = net.public.get(re.sub(r"^https?://[^/]+", "", address))
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "image/png" and "max-age" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    return answer.content


def size(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def opened(net):
    """A network whose doors are open."""
    reader = Reader(net).sign_in(net.founder)
    reader.go(f"/n/{net.slug}/ways")
    reader.submit("/ways/call", callWords="请来帮忙，送货、打电话都行", until="2030-01-01")
    return net


def test_only_what_is_public_has_a_card(net):
    need = net.verified()
    volunteer = net.member(name="sharer")
    for caller in (net.public, volunteer, net.founder):
        problem(caller.get(f"/needs/{need.id}/card"), 404)
    assert net.public.get(api(net, f"/needs/{need.id}/card.png")).status_code == 404
    need.act(net.member("dispatcher"), "publish", audience="members")
    share(need, volunteer, 404)
    Reader(net).go(f"/n/{net.slug}/needs/{need.id}/share", 404)
    Reader(net).go(f"/n/{net.slug}/needs/{need.id}/poster", 404)
    need.act(net.member("dispatcher"), "publish", audience="public")
    assert card(net, need)["code"] is None
    assert problem(net.public.post(f"/needs/{need.id}/shares"), 401)
    other = Network(net.server)
    problem(other.founder.get(f"/api/v1/networks/{other.slug}/needs/{need.id}/card"), 404)


def test_nothing_private_is_on_a_card(net):
    need = net.published(
        title="病区缺口罩 & <b>急</b>", description="金丝雀描述", contact=CANARIES,
        place={"address": "金丝雀路7号", "area": ["中国", "湖北省", "武汉市", "江汉区"], "latitude": 30.6, "longitude": 114.27},
        lines=[{"item": "N95口罩", "quantity": 500, "unit": "只"}])
    volunteer = net.member(name="金丝雀转发者")
    made = share(need, volunteer)
    reader = Reader(net, language="zh")
    path = f"/n/{net.slug}/needs/{need.id}"
    pages = [reader.go(f"{path}?s={made['code']}"), reader.go(f"{path}/share"), reader.go(f"{path}/poster?s={made['code']}"),
             str(card(net, need)), str(made)]
    for page in pages:
        for canary in [*CANARIES.values(), "金丝雀", "30.6"]:
            assert canary not in page, canary
        assert "500" in page
    head = meta(pages[0])
    assert head["og:title"] == "病区缺口罩 & <b>急</b>" and "<b>急" not in pages[0]
    assert "还缺 N95口罩 500 只" in head["og:description"] and "江汉区" in head["og:description"]
    assert head["og:url"].endswith(path) and made["code"] not in head["og:url"], "the address of a preview is nobody's"
    assert f'<link rel="canonical" href="{head["og:url"]}">' in pages[0]
    png = picture(net, head["og:image"])
    assert size(png) == (1200, 630) and 4_000 < len(png) < 400_000
    assert picture(net, head["og:image"].replace("lang=zh", "lang=en")) != png
    assert made["text"].splitlines()[0] == "【求助】病区缺口罩 & <b>急</b>" and made["url"] in made["text"]
    assert '<svg class="qr"' in pages[2]


def test_the_funnel_counts_people_and_nobody_by_name(net):
    opened(net)
    need, sharer = net.published(), net.member(name="sharer")
    made = share(need, sharer)
    assert share(need, sharer)["code"] == made["code"]
    assert re.fullmatch(r"[2-9a-z]{10}", made["code"])
    path = f"/n/{net.slug}/needs/{need.id}?s={made['code']}"
    for agent in BOTS:
        Reader(net, agent=agent).go(path)
    first = Reader(net, agent=WECHAT, address="10.9.0.1", language="zh")
    page = first.go(path)
    assert 'class="visually-hidden" src="/api' in page, "WeChat takes the first picture of a page"
    first.go(path)
    Reader(net, address="10.9.0.2").go(path)
    Reader(net).sign_in(net.member(name="other")).go(path)
    Reader(net, address="10.9.0.3").go(path.replace(made["code"], "2222222222"))
    until(lambda: own_count(net, sharer, need)["views"] >= 2, "both looks are counted")
    count = own_count(net, sharer, need)
    assert (count["views"], count["joined"], count["active"]) == (2, 0, 0)
    # A cookie for the visit alone, and no other than the pages' own.
    cookies = {cookie.name: cookie for cookie in first.cookies}
    assert cookies["weft_share"].expires is None and set(cookies) == {"weft_share", "weft_visit"}

    # The one who came by the link comes in, and does something.
    guest = Reader(net, address="10.9.0.2")
    guest.sign_in(Stranger(net))
    guest.go(f"/n/{net.slug}/join?s={made['code']}")
    guest.submit("/join/call")
    count = own_count(net, sharer, need)
    assert (count["views"], count["joined"], count["vouched"], count["active"]) == (2, 1, 0, 0)
    assert ok(net.member(name="other").get("/me/shares"))["items"] == []
    spread = ok(net.founder.get(api(net, "/spread")))["items"]
    assert spread == [{"kind": "need", "shared": 1, "views": 2, "joined": 1, "vouched": 0, "active": 0}]
    problem(sharer.get(api(net, "/spread")), 403)
    tree = Reader(net, language="zh").sign_in(net.founder).go(f"/n/{net.slug}/referrals")
    assert 'id="spread"' in tree and "sharer" in tree


class Stranger:
    """Somebody with an account in another network."""

    def __init__(self, net):
        other = Network(net.server)
        self.email = other.member(name="stranger").email


@pytest.mark.parametrize("ending", ["confirm", "withdraw", "markUnmet"])
def test_what_is_over_says_so_everywhere(net, ending):
    near = net.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    need = net.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    made = share(need, net.member(name="sharer"))
    before = picture(net, card(net, need)["picture"])
    if ending == "markUnmet":
        need.act(net.member("dispatcher"), "markUnmet", reason="没有货", tried="问过三家")
    elif ending == "confirm":
        claim = need.claim(net.member(name="driver"), 10)
        on_claim(net.member(name="driver"), claim, "deliver")
        need.says("confirm")
    else:
        need.says("withdraw")
    words = {"confirm": "已经满足了", "withdraw": "撤回了", "markUnmet": "没能满足"}[ending]
    reader = Reader(net, language="zh")
    for path in (f"?s={made['code']}", "/share", f"/poster?s={made['code']}"):
        page = reader.go(f"/n/{net.slug}/needs/{need.id}{path}")
        assert words in page and f"/needs/{near.id}" in page, path
    assert '<svg class="qr"' not in reader.go(f"/n/{net.slug}/needs/{need.id}/poster")
    head = meta(reader.go(f"/n/{net.slug}/needs/{need.id}"))
    assert words in head["og:description"]
    now = card(net, need)
    assert now["outdated"]["others"][0]["id"] == near.id and now["text"].startswith("【已有结果】")
    assert now["picture"] != made["picture"], "a chat keeps the picture of an address"
    after = picture(net, now["picture"])
    assert after != before and size(after) == (1200, 630)
    share(need, net.member(name="late"), 409)


def test_everybody_is_told_the_end_once(net):
    need = net.published()
    driver, sharer, follower = net.member(name="driver"), net.member(name="sharer"), net.member("verifier")
    share(need, sharer)
    ok(follower.post(f"/needs/{need.id}/follow", {"follow": True}))
    claim = need.claim(driver, 10)
    on_claim(driver, claim, "deliver")
    log = net.server.log.stat().st_size
    need.says("confirm")

    def told(why):
        text = net.server.log.read_bytes()[log:].decode(errors="replace")
        return [line for line in text.splitlines() if line.startswith(f"· {need.body['title']} – ") and why in line]

    reasons = ("（您认领过）", "（您关注着）", "（您转发过）")
    for why in reasons:
        until(lambda: told(why), f"thanks with {why}")
    thanked = ok(need_thanks(net, need))
    assert thanked["thanked"] == {"promised": 1, "followed": 1, "shared": 1} and thanked["total"] == 3
    problem(need_thanks(net, need, driver), 403)
    page = Reader(net, language="zh").go(need.url.removeprefix(net.server.url))
    assert 'id="thanked"' in page and "转发过的：1 人" in page
    assert [len(told(why)) for why in reasons] == [1, 1, 1], "each once, with the strongest reason"


def need_thanks(net, need, by=None):
    return (by or net.founder).get(f"/needs/{need.id}/thanks")


def test_a_card_of_ones_own(net):
    she = net.member(name="she")
    assert ok(she.get("/me/card"))["state"] == "none"
    body = {"name": "小王", "from": "汉口", "why": "家里没事，想出一份力", "consents": True}
    for wrong, names in [({"consents": False}, {"consents"}), ({"why": "打我电话 13912345678"}, {"why"}),
                         ({"why": "打款到 6222020200112233445"}, {"why"}), ({"name": ""}, {"name"}), ({"from": "长" * 61}, {"from"})]:
        assert fields(problem(she.post("/me/card", {**body, **wrong}), 422)) == names, wrong
    made = ok(she.post("/me/card", body))
    assert made["state"] == "shown" and "?s=" in made["url"]
    shown = ok(net.public.get(api(net, f"/cards/{made['id']}")))
    assert shown["why"] == body["why"] and "?s=" not in shown["url"], "the code is the sharer's"
    path = made["url"].removeprefix(net.server.url)
    page = Reader(net, language="zh").go(re.sub(r"^https?://[^/]+", "", made["url"]))
    assert "小王" in page and "来自 汉口" in page and "she" not in meta(page)["og:title"]
    assert size(picture(net, meta(page)["og:image"])) == (1200, 630)
    # Counted in memory, stored by a sweep a moment later.
    until(lambda: own_count_of(she, made["id"])["views"] == 1, "the look is counted")
    # Whoever reads it may say that it must not stand; it is hidden with a reason.
    ok(net.founder.post(api(net, f"/texts/card/{made['id']}/actions"), {"action": "hide", "reason": "写了别人的事"}))
    assert ok(net.public.get(api(net, f"/cards/{made['id']}")))["hidden"] == "写了别人的事"
    assert "小王" not in Reader(net).go(f"/n/{net.slug}/cards/{made['id']}")
    assert "why" not in ok(net.public.get(api(net, f"/cards/{made['id']}")))
    ok(net.founder.post(api(net, f"/texts/card/{made['id']}/actions"), {"action": "show"}))
    ok(she.post("/me/card/end"))
    gone = Reader(net, language="zh").go(f"/n/{net.slug}/cards/{made['id']}", 410)
    assert "名片已收回" in gone and "小王" not in gone and path
    assert net.public.get(api(net, f"/cards/{made['id']}/card.png")).status_code == 404
    assert ok(she.get("/me/card"))["state"] == "ended"


def own_count_of(by, item):
    return next(one for one in ok(by.get("/me/shares"))["items"] if one["object"] == item)


def test_a_public_record(net):
    she = net.member(name="she")
    assert fields(problem(she.post(api(net, "/records"), {"consents": False}), 422)) == {"consents"}
    record = ok(she.post(api(net, "/records"), {"consents": True}), 201)
    need = net.published()
    on_claim(she, need.claim(she, 10), "deliver")
    need.says("confirm")
    shown = ok(net.public.get(api(net, f"/records/{record['id']}")))
    assert shown["figures"]["deliveries"] == 1 and shown["figures"]["deliveriesInTime"] == 1 and shown["vouchers"] == []
    ok(net.founder.post(
        api(net, f"/members/{she.member}/vouches"), {"kind": "identity", "how": "我们一起做过三年志愿者工作"}), 201)
    problem(net.member(name="other").post(api(net, f"/records/{record['id']}/actions"), {"action": "agree"}), 403)
    ok(net.founder.post(api(net, f"/records/{record['id']}/actions"), {"action": "agree"}))
    page = Reader(net, language="zh").go(f"/n/{net.slug}/records/{record['id']}")
    assert "创办人" in page and "对方确认过的送达 1 次" in page and she.email not in page
    assert size(picture(net, meta(page)["og:image"])) == (1200, 630)
    hers = Reader(net, language="zh").sign_in(she).go(f"/n/{net.slug}/records/{record['id']}")
    assert '<svg class="qr"' in hers and "&lt;a href=" in hers
    problem(net.member(name="other").post(api(net, f"/records/{record['id']}/actions"), {"action": "end"}), 403)
    ok(she.post(api(net, f"/records/{record['id']}/actions"), {"action": "end"}))
    problem(net.public.get(api(net, f"/records/{record['id']}")), 404)
    Reader(net).go(f"/n/{net.slug}/records/{record['id']}", 410)
