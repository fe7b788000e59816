"""Tables by the command line: members read in and written out, needs and activity for other systems."""

import csv
import io
import json

from support import ok, soon
from test_offers import CANARY, Offer

MEMBERS = """姓名,邮箱,机构,角色,技能,语言
Rosa Lind,rosa@{0}.example,Red Cross,verifier;intake,driving|first aid,en;zh
林小雨,LIN@{0}.example,,,,zh
Rosa again,rosa@{0}.example,,,,
,nobody@{0}.example,,,,
Bad Mail,not an address,,,,
Odd Role,odd@{0}.example,,king,,
"""


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def members(net):
    return ok(net.founder.get(f"/api/v1/networks/{net.slug}/members"))


def read_in(net, text, *words, status=0):
    done = net.server.weft("import", "members", "-", "--network", net.slug, "--json", *words, text=text, status=status)
    return json.loads(done.stdout)


def test_members_come_in_by_a_table(net):
    """Each bad row is named with its cell; the rest is entered once, however often it is read."""
    text = MEMBERS.format(net.slug)
    seen = read_in(net, text, "--dry-run")
    assert (seen["read"], seen["stored"], seen["duplicates"], seen["dryRun"]) == (6, 2, 1, True)
    assert members(net)["total"] == 1
    report = read_in(net, text)
    assert (report["read"], report["stored"], report["duplicates"]) == (6, 2, 1)
    assert [(one["row"], one["field"]) for one in report["rejected"]] == [(5, "name"), (6, "email"), (7, "role")]
    assert report["rejected"][2]["cell"] == "king"
    found = {one["name"]: one for one in members(net)["items"]}
    assert set(found) == {"创办人", "Rosa Lind", "林小雨"}
    rosa = found["Rosa Lind"]
    assert rosa["organisation"] == "Red Cross" and rosa["roles"] == ["intake", "verifier"]
    assert sorted(rosa["skills"]) == ["driving", "first aid"] and rosa["languages"] == ["en", "zh"]
    again = read_in(net, text)
    assert (again["stored"], again["duplicates"]) == (0, 3)


def test_all_or_nothing_and_what_is_no_table(net):
    report = read_in(net, MEMBERS.format(net.slug), "--all-or-nothing", status=1)
    assert report["stored"] == 0 and len(report["rejected"]) == 3
    assert members(net)["total"] == 1
    done = net.server.weft("import", "members", "-", "--network", net.slug, text='name,email\n"open', status=2)
    assert done.stderr.startswith("-:")
    mapped = f"who,where\nAnn Lee,ann@{net.slug}.example\n"
    plan = net.server.folder / "map.json"
    plan.write_text(json.dumps({"name": "who", "email": "where"}), encoding="utf-8")
    assert read_in(net, mapped, "--map", str(plan))["stored"] == 1
    plan.write_text(json.dumps({"name": "nowhere"}), encoding="utf-8")
    net.server.weft("import", "members", "-", "--network", net.slug, "--map", str(plan), text=mapped, status=2)


def test_members_are_written_for_members_alone(net):
    read_in(net, MEMBERS.format(net.slug))
    net.server.weft("export", "members", "--network", net.slug, status=1)
    table = rows(net.server.weft("export", "members", "--network", net.slug, "--as", f"lin@{net.slug}.example").stdout)
    by_name = {row["name"]: row for row in table}
    assert by_name["Rosa Lind"]["role"] == "intake;verifier" and "@" not in json.dumps(table)
    # A member reads no standing but their own.
    assert by_name["Rosa Lind"]["standing"] == "" and by_name["林小雨"]["standing"] != ""
    lines = net.server.weft(
        "export", "members", "--network", net.slug, "--format", "jsonl", "--as", net.founder.email).stdout.splitlines()
    assert {json.loads(line)["name"] for line in lines} == set(by_name)


def test_needs_with_hashtags_come_in_again(net):
    """Other systems know the columns by their hashtags; our own importer passes over that row."""
    need = net.published(lines=[{"item": "N95", "quantity": 40, "unit": "pieces", "substitute": "no"}])
    text = net.server.weft("export", "needs", "--network", net.slug, "--format", "hxl").stdout
    assert dict(zip(*[row for row in csv.reader(io.StringIO(text))][::2]))["substitute"] == "no"
    header, tags, first = list(csv.reader(io.StringIO(text)))[:3]
    assert len(header) == len(tags) == len(first) and all(tag.startswith("#") for tag in tags)
    assert dict(zip(tags, first))["#item+num+needed"] == "40"
    with_phone = "\n".join(
        line + ("" if not line else ",phone" if number == 0 else ",#contact+phone" if number == 1 else ",13900001234")
        for number, line in enumerate(text.splitlines())).replace(need.body["title"], "另一家医院缺口罩")
    done = net.server.weft("import", "needs", "-", "--network", net.slug, "--json", text=with_phone)
    report = json.loads(done.stdout)
    assert (report["read"], report["stored"], report["rejected"]) == (1, 1, [])


def test_offers_with_hashtags_and_on_a_map(net):
    """As needs are written: other systems know the columns, the point is the district's centre, nothing private is in either."""
    there = {"area": ["中国", "湖北省", "武汉市", "江汉区"], "address": "金丝雀路 7 号", "latitude": 30.6481, "longitude": 114.2107}
    offer, hidden = Offer(net, place=there).listed(), Offer(net, title="只有经办人看得到 secret-title")

    def written(form, *more):
        return net.server.weft("export", "offers", "--network", net.slug, "--format", form, *more).stdout

    text = written("hxl")
    header, tags, first = list(csv.reader(io.StringIO(text)))[:3]
    assert len(header) == len(tags) == len(first) and all(tag.startswith("#") for tag in tags)
    assert len(set(tags)) == len(tags)
    found = dict(zip(tags, first))
    assert (found["#meta+id"], found["#item+num+offered"], found["#item+num+remaining"]) == (offer.id, "100", "100")
    document = json.loads(written("geojson"))
    assert document["type"] == "FeatureCollection"
    [feature] = document["features"]
    assert (feature["type"], feature["id"], feature["centreOf"]) == ("Feature", offer.id, "district")
    longitude, latitude = feature["geometry"]["coordinates"]
    assert abs(latitude - 30.6039) < 1e-9 and abs(longitude - 114.2655) < 1e-9
    assert feature["properties"]["lines"][0]["left"] == 100
    both = text + json.dumps(document, ensure_ascii=False)
    assert hidden.id not in both and all(
        word not in both for word in (CANARY, "13900005512", "金丝雀路", "30.6481", "secret-title"))
    mine = json.loads(written("geojson", "--as", net.founder.email))["features"]
    assert {one["id"] for one in mine} == {offer.id, hidden.id}
    # Without the row of hashtags it is the table as before, and with it the importer passes over that row.
    assert [row for row in csv.reader(io.StringIO(written("csv"))) if row] == [header, first]
    done = net.server.weft(
        "import", "offers", "-", "--network", net.slug, "--dry-run", "--json", text=text, status=None)
    assert json.loads(done.stdout)["read"] == 1
    net.server.weft("export", "members", "--network", net.slug, "--format", "geojson", status=2)


def test_needs_and_activity_as_lines(net):
    """A line an object; what a reader may not see is in neither."""
    open_one, hidden = net.published(), net.need(title="只有经办人看得到 secret-title")
    lines = net.server.weft("export", "needs", "--network", net.slug, "--format", "jsonl").stdout
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [open_one.id]
    assert "secret-title" not in lines
    public = net.server.weft("export", "events", "--network", net.slug).stdout
    kinds = [json.loads(line)["kind"] for line in public.splitlines()]
    assert "published" in kinds and hidden.id not in public
    desk = net.server.weft("export", "events", "--network", net.slug, "--as", net.founder.email, "--format", "csv").stdout
    table = rows(desk)
    assert len(table) > len(kinds) and [int(row["number"]) for row in table] == sorted(int(row["number"]) for row in table)
    assert hidden.id in {row["object"] for row in table}
    net.server.weft("export", "events", "--network", net.slug, "--format", "geojson", status=2)


def test_hours_of_people_come_out_and_in_again(net):
    line = {"item": "护士", "quantity": 2, "kind": "people", "from": soon(30), "to": soon(36), "minutes": 90, "remote": True}
    net.published(lines=[line])
    text = net.server.weft("export", "needs", "--network", net.slug).stdout
    row = rows(text)[0]
    assert (row["kind"], row["minutes"], row["remote"], row["from"][:19]) == ("people", "90", "yes", line["from"][:19])
    other = "title,item,kind,开始时间,结束时间,每人分钟\n另一家医院,司机,人手,{0},{1},120\n第三家医院,司机,people,{1},{0},120\n".format(
        soon(40), soon(44))
    done = json.loads(net.server.weft("import", "needs", "-", "--network", net.slug, "--json", text=other, status=None).stdout)
    assert done["stored"] == 1 and [(one["row"], one["field"]) for one in done["rejected"]] == [(3, "to")]
    found = [one for one in ok(net.founder.get("/needs"))["items"] if one["title"] == "另一家医院"][0]["lines"][0]
    assert (found["kind"], found["minutes"]) == ("people", 120)
    # A table of goods calls their sort a kind, and says of a beginning what it likes: none of it keeps a row out.
    goods = "title,物资,数量,种类,开始时间,结束时间,远程\n中心医院,口罩,500,防护用品,2020-01-20,待定,也许\n第四医院,手套,80,物资,上午,,\n"
    done = json.loads(net.server.weft("import", "needs", "-", "--network", net.slug, "--json", text=goods).stdout)
    assert (done["stored"], done["rejected"]) == (2, [])
    lines = [one["lines"][0] for one in ok(net.founder.get("/needs"))["items"] if one["title"] in ("中心医院", "第四医院")]
    assert [(line["kind"], "from" in line) for line in lines] == [("goods", False)] * 2
