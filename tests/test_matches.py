"""Who fits a need and what fits oneself: best first, with reasons in words; nobody who rests, nothing a reader may not know."""

from reader import Reader
from servers import until
from support import ok, problem
from test_offers import Offer
from test_volunteers import change, say


def matches(net, need, by=None, status=200, **headers):
    by = by or net.member("dispatcher")
    return ok(by.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches", headers=headers), status)


def mine(net, by):
    return ok(by.get(f"/api/v1/networks/{net.slug}/me/matches"))


def group(found, by, item):
    return next(one for one in found["lines"] if one["by"] == by and one["item"] == item)


def a_driver(net, name):
    she = net.member(name=name)
    change(she, skills=[{"skill": "开车"}], languages=["zh"])
    say(she, "now", hours=2)
    return she


def asks(net):
    return net.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]}, lines=[
        {"item": "口罩", "quantity": 80, "unit": "只"}, {"item": "司机", "kind": "people", "quantity": 1}])


def test_offers_and_people_with_their_reasons(net):
    need, she, offer = asks(net), a_driver(net, "会开车"), Offer(net).listed()

    def fitting():
        found = matches(net, need, **{"Accept-Language": "zh"})
        goods, people = group(found, "offers", "口罩"), group(found, "people", "司机")
        return (goods, people) if goods["fits"] and people["fits"] else None

    goods, people = until(fitting)
    first = goods["fits"][0]
    assert first["offer"] == offer.id and goods["nobody"] is None and goods["wanted"] == 80
    # All that it takes to ask for it.
    assert first["offerLine"] == offer.read()["lines"][0]["id"] and first["suggested"] == 80
    assert goods["line"] == need.line()["id"] and goods["open"] == 80 and goods["asked"] == []
    kinds = {one["kind"]: one["words"] for one in first["reasons"]}
    assert kinds["item"] == "有N95口罩" and "100" in kinds["amount"] and "near" in kinds
    assert people["fits"][0]["member"] == she.member and people["fits"][0]["name"]
    kinds = {one["kind"]: one["words"] for one in people["fits"][0]["reasons"]}
    assert kinds["skills"] == "会开车" and kinds["free"].startswith("今天说了") and kinds["language"] == "会说中文"
    # No score of a person, no contact of anybody.
    text = str(matches(net, need))
    assert "score" not in text and "1390000" not in text and "金丝雀" not in text
    # Nobody offers a driver: the rule is named.
    nobody = group(matches(net, need), "offers", "司机")
    assert nobody["nobody"] == "thing" and nobody["nobodyBecause"]
    say(she, "pause", until="")
    assert until(lambda: group(matches(net, need), "people", "司机")["nobody"] == "paused" or None)


def test_who_may_look(net):
    need, hidden = asks(net), net.need()
    problem(net.public.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"), 401)
    for caller in (net.member(name="anybody"), net.member("verifier")):
        problem(caller.get(f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"), 403)
    # What is not on the board yet is matched with nobody.
    problem(net.founder.get(f"/api/v1/networks/{net.slug}/needs/{hidden.id}/matches"), 409)
    problem(net.public.get(f"/api/v1/networks/{net.slug}/me/matches"), 401)


def test_what_one_can_do_now(net):
    she, need = a_driver(net, "会开车"), asks(net)
    other = net.published(lines=[{"item": "护士", "kind": "people", "quantity": 2}])

    def found():
        items = [one for one in mine(net, she)["items"] if one["need"] == need.id]
        return items[0] if items else None

    item = until(found)
    assert [line["item"] for line in item["lines"]] == ["司机"]
    assert item["title"] and {"skills", "language"} <= {one["kind"] for one in item["lines"][0]["reasons"]}
    assert other.id not in [one["need"] for one in mine(net, she)["items"]]
    # What she has promised she needs not be told.
    need.claim(she, 1, index=1)
    assert need.id not in [one["need"] for one in mine(net, she)["items"]]
    say(she, "pause", until="")
    paused = mine(net, she)
    assert paused["stop"] == "paused" and paused["items"] == []
    nothing = mine(net, net.member(name="new"))
    assert nothing["items"] == [] and nothing["nothing"] == "thing" and nothing["nothingBecause"]


def test_pages_say_the_same_in_both_languages(net):
    need, she = asks(net), a_driver(net, "会开车")
    Offer(net).listed()
    until(lambda: group(matches(net, need), "people", "司机")["fits"])
    dispatcher = net.member("dispatcher")
    for language, link, reason, nobody in [
            ("zh", "谁合适", "会开车", "没有人提供这样东西。"), ("en", "Who fits", "can do: Driving", "Nobody offers this.")]:
        reader = Reader(net, language=language).sign_in(dispatcher)
        page = reader.go(f"/n/{net.slug}/needs/{need.id}")
        assert link in page and f"/needs/{need.id}/matches" in page
        page = reader.go(f"/n/{net.slug}/needs/{need.id}/matches")
        assert reason in page and nobody in page and f"/members/{she.member}" in page
    reader = Reader(net, language="en").sign_in(she)
    assert "/matches" not in reader.go(f"/n/{net.slug}/needs/{need.id}").replace("/me/matches", "")
    reader.go(f"/n/{net.slug}/needs/{need.id}/matches", 403)
    for page in ("/home", f"/n/{net.slug}/needs"):
        assert f"/n/{net.slug}/me/matches" in reader.go(page)
    assert f"/needs/{need.id}" in reader.go(f"/n/{net.slug}/me/matches")
    say(she, "pause", until="")
    assert "You pause" in reader.go(f"/n/{net.slug}/me/matches")


def of_offer(net, offer, by, status=200):
    return ok(by.get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), status)


def test_where_an_offer_is_needed(net):
    need, offer, dispatcher = asks(net), Offer(net).listed(), net.member("dispatcher")
    tents = net.published(lines=[{"item": "帐篷", "quantity": 30, "unit": "顶"}])

    def fitting(by, *needs):
        lines = of_offer(net, offer, by)["lines"]
        return lines[0] if len(lines) == 1 and {one["need"] for one in lines[0]["fits"]} == set(needs) else None

    line = until(lambda: fitting(dispatcher, need.id))
    assert tents.id not in str(line)
    assert line["item"] == "N95口罩" and line["left"] == 100 and line["nothing"] is None
    first = next(one for one in line["fits"] if one["need"] == need.id)
    assert first["item"] == "口罩" and first["wanted"] == 80 and {"item", "near"} <= {one["kind"] for one in first["reasons"]}
    assert first["next"] is None and first["others"] == 0
    text = str(line)
    assert "score" not in text and "1390000" not in text and "金丝雀" not in text
    # Another has some too, and is named as the next best.
    other = Offer(net).listed()
    found = until(lambda: next(
        (one for one in of_offer(net, offer, dispatcher)["lines"][0]["fits"] if one["need"] == need.id and one["next"]), None))
    assert found["next"]["id"] == other.id and found["others"] == 1
    # Whose it is reads it, nobody else does.
    assert need.id in [one["need"] for one in of_offer(net, offer, offer.by)["lines"][0]["fits"]]
    problem(net.member(name="anybody").get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), 403)
    problem(net.public.get(f"/api/v1/networks/{net.slug}/offers/{offer.id}/matches"), 401)
    problem(offer.by.get(f"/api/v1/networks/{net.slug}/offers/{Offer(net, by=offer.by).id}/matches"), 409)
    # Pages say the same, and lead there from the offer's own.
    for language, link, more in [("zh", "最适合哪项求助", "其次："), ("en", "Where it is needed", "Next best:")]:
        reader = Reader(net, language=language).sign_in(offer.by)
        page = reader.go(f"/n/{net.slug}/offers/{offer.id}")
        assert link in page and f"/offers/{offer.id}/matches" in page
        page = reader.go(f"/n/{net.slug}/offers/{offer.id}/matches")
        assert f"/needs/{need.id}" in page and more in page
    stranger = Reader(net, language="en").sign_in(net.member(name="anybody"))
    assert f"/offers/{offer.id}/matches" not in stranger.go(f"/n/{net.slug}/offers/{offer.id}")


def test_who_else_could_is_a_number_and_no_name(net):
    she, need = a_driver(net, "会开车"), asks(net)

    def others():
        items = [one for one in mine(net, she)["items"] if one["need"] == need.id]
        return items[0]["lines"][0]["others"] if items else None

    until(lambda: others() == 0)
    assert "Nobody else fits" in Reader(net, language="en").sign_in(she).go(f"/n/{net.slug}/me/matches")
    second = a_driver(net, "另一位司机")
    until(lambda: others() == 1)
    found = mine(net, she)
    assert second.member not in str(found) and "另一位司机" not in str(found)
    page = Reader(net, language="en").sign_in(she).go(f"/n/{net.slug}/me/matches")
    assert "Besides you one other person fits" in page and "另一位司机" not in page
