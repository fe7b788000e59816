"""Where needs are: areas, datums, the map of the board, and that nobody learns a place more exactly than they may."""

import json
import re

import pytest

from support import Network, a_need, fields, ok, problem

WUHAN = ["中国", "湖北省", "武汉市", "江汉区"]
# One place as the three datums have it.
WGS84, GCJ02, BD09 = (30.603929, 114.265453), (30.601475, 114.270867), (30.607460, 114.277373)


def place(**more):
    return {"area": WUHAN, **more}


def revealed(net, need):
    """The contact with the place, as the need's owner sees it."""
    return ok(net.founder.post(f"/needs/{need.id}/reveals", {"purpose": "checking the place"}))


@pytest.mark.parametrize("typed", [
    ["中国", "湖北", "武漢", "江汉"], ["湖北省", "武汉市", "江汉区"], ["", "", "", "江汉区"], ["China", "Hubei", "Wuhan", "Jianghan District"],
    ["中国", "", "武汉市", "江汉区解放大道1277号"]])
def test_typed_areas_become_one(net, typed):
    receipt = ok(net.public.post("/needs", a_need(place={"area": typed})), 201)
    assert receipt["areaCode"] == "420103" and receipt["areaCandidates"] == []
    item = ok(net.founder.get(f"/needs/{receipt['id']}"))
    assert item["area"] == WUHAN and item["areaCode"] == "420103"


def test_what_the_catalogue_lacks_stays(net):
    abroad = net.need(place={"area": ["France", "Île-de-France", "Paris"]})
    zone = net.need(place={"area": ["中国", "湖北省", "鄂州市", "高新区"]})
    assert abroad.read()["area"] == ["France", "Île-de-France", "Paris"] and abroad.read()["areaCode"] is None
    assert zone.read()["area"] == ["中国", "湖北省", "鄂州市", "高新区"] and zone.read()["areaCode"] == "420700"


def test_two_of_one_name_are_stored_and_told_apart_by_the_desk(net):
    receipt = ok(net.public.post("/needs", a_need(place={"area": ["", "", "", "朝阳区"]})), 201)
    assert receipt["areaCode"] is None
    assert [one["code"] for one in receipt["areaCandidates"]] == ["110105", "220104"]
    assert receipt["areaCandidates"][0]["area"] == ["中国", "北京市", "北京市", "朝阳区"]
    seen = ok(net.founder.get(f"/needs/{receipt['id']}"))
    assert seen["area"] == ["朝阳区"] and [one["code"] for one in seen["areaCandidates"]] == ["110105", "220104"]
    acted = ok(net.founder.post(f"/needs/{receipt['id']}/actions", {"action": "correct", "areaCode": "220104"}))
    assert acted["area"] == ["中国", "吉林省", "长春市", "朝阳区"] and acted["areaCandidates"] == []
    assert fields(ok(net.founder.post(
        f"/needs/{receipt['id']}/actions", {"action": "correct", "areaCode": "7"}), 422)) == {"areaCode"}
    # Whoever knows the code says it at once.
    known = ok(net.public.post("/needs", a_need(place={"area": ["朝阳区"], "areaCode": 110105})), 201)
    assert known["areaCode"] == "110105"
    assert fields(ok(net.public.post("/needs", a_need(place={"areaCode": "x"})), 422)) == {"place.areaCode"}


@pytest.mark.parametrize("said", [
    {"latitude": WGS84[0], "longitude": WGS84[1]}, {"latitude": GCJ02[0], "longitude": GCJ02[1], "datum": "gcj02"},
    {"latitude": BD09[0], "longitude": BD09[1], "datum": "bd09"},
    {"link": f"https://uri.amap.com/marker?position={GCJ02[1]},{GCJ02[0]}"},
    {"link": f"http://api.map.baidu.com/marker?location={BD09[0]},{BD09[1]}&output=html"},
    {"link": f"{WGS84[0]}, {WGS84[1]}"}, {"link": f"{GCJ02[0]}, {GCJ02[1]}", "datum": "gcj02"},
    {"link": f"{BD09[0]}, {BD09[1]}", "datum": "bd09"}],
    ids=["wgs84", "gcj02", "bd09", "amap", "baidu", "numbers", "numbers-gcj02", "numbers-bd09"])
def test_points_are_converted_at_the_door(net, said):
    need = net.need(place=place(**said))
    contact = revealed(net, need)
    point = contact["contact"]["place"]
    assert point["datum"] == "wgs84"
    assert abs(point["latitude"] - WGS84[0]) < 2e-5 and abs(point["longitude"] - WGS84[1]) < 2e-5
    if said.get("datum"):
        assert contact["original"]["place.datum"] == said["datum"]
    if "link" in said:
        assert contact["original"]["place.link"] == said["link"]


@pytest.mark.parametrize("said, field", [
    ({"latitude": 30.6, "longitude": 114.2, "datum": "mars"}, "place.datum"), ({"link": "https://surl.amap.com/abc"}, "place.link"),
    ({"link": "somewhere"}, "place.link"), ({"link": "30.6, 114.2", "datum": "mars"}, "place.datum"), ({"latitude": 91, "longitude": 0}, "place.latitude")])
def test_what_is_no_place_is_named(net, said, field):
    assert fields(ok(net.public.post("/needs", a_need(place=place(**said))), 422)) == {field}


def test_a_narrow_circle_finds_the_county_only(net):
    """No oracle: circles drawn around the exact point tell nobody where it is."""
    need = net.published(place=place(latitude=30.6481, longitude=114.2107))
    for caller in (net.public, net.member("weaver"), net.founder):
        near = {radius: [item["id"] for item in caller.items(near="30.6481,114.2107", radiusKm=radius)] for radius in (0.5, 1, 3)}
        assert near == {0.5: [], 1: [], 3: []}, "the point itself finds nothing"
        assert [item["id"] for item in caller.items(near="30.6039,114.2655", radiusKm=1)] == [need.id], "the centre does"


def test_board_is_filtered_by_code(net):
    inner = net.published(place=place())
    city = net.published(place={"area": ["中国", "湖北省", "武汉市"]})
    town = net.published(place={"area": ["中国", "湖北省", "仙桃市"]})
    other = net.published(place={"area": ["中国", "吉林省", "长春市", "朝阳区"]})
    nowhere = net.published(place={"area": ["France"]})

    def found(**query):
        return {item["id"] for item in net.public.items(**query)}

    assert found(areaCode="420000") == {inner.id, city.id, town.id}
    assert found(areaCode="420100") == {inner.id, city.id}
    assert found(areaCode="420100", areaOnly=1) == {city.id}
    assert found(areaCode="420103") == {inner.id} and found(areaCode="429004") == {town.id}
    assert found(areaCode="220104") == {other.id} and found(areaCode="110105") == set()
    assert found(areaCode="0") == {nowhere.id}
    assert found(area="Wuhan") == {inner.id, city.id} and found(area="武汉") == {inner.id, city.id}
    assert fields(ok(net.public.get("/needs", params={"areaCode": "x"}), 422)) == {"areaCode"}


def page(net, path, caller=None):
    answer = (caller or net.public).get(f"/n/{net.slug}/{path}")
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def test_map_shows_counts_and_no_point(net):
    net.published(urgency="critical", place=place(latitude=30.6481, longitude=114.2107, address="解放大道1号"))
    net.published(place=place())
    net.published(place={"area": ["中国", "湖北省", "宜昌市"]})
    text = page(net, "needs/map")
    assert re.findall(r"<text x=\"\d+\" y=\"\d+\">(\d+)</text>", text) == ["2", "1"], "Hubei at once, its cities by their needs"
    assert "武汉市：2 项待帮助，其中 1 项危急" in text and "of=420100" in text
    closer = page(net, "needs/map?of=420100")
    assert f"/n/{net.slug}/needs?areaCode=420103" in closer
    assert "江汉区" in page(net, "needs/map?of=420103"), "a district is shown within its city"
    assert "湖北省" in page(net, "needs/map?of=0")
    assert page(net, "needs/map?urgency=critical").count("areaCode=420103") >= 1
    for path in ["needs/map", "needs/map?of=420100", "needs.geojson", "needs"]:
        for secret in ["30.6481", "114.2107", "解放大道1号"]:
            assert secret not in page(net, path)
    assert net.public.get(f"/n/{net.slug}/needs/map?of=7").status_code == 422
    # Nothing is fetched from anywhere: what the page may load is ours.
    policy = net.public.get(f"/n/{net.slug}/needs/map").headers["Content-Security-Policy"]
    assert "http" not in policy


def test_the_map_is_counts_for_programs_too(net):
    net.published(urgency="critical", place=place(latitude=30.6481, longitude=114.2107, address="解放大道1号"))
    net.published(place=place())
    net.published(place={"area": ["中国", "湖北省", "宜昌市"]})
    net.published(audience="members", place=place())
    answer = net.public.get("/needs/map")
    found = ok(answer)
    assert [area["name"] for area in found["line"]] == ["湖北省"]
    assert [(spot["code"], spot["count"], spot["critical"]) for spot in found["spots"]] == [("420100", 2, 1), ("420500", 1, 0)]
    assert found["total"]["count"] == 3 and found["total"]["worst"] == "critical" and found["unplaced"]["count"] == 0
    for secret in ("30.6481", "114.2107", "解放大道1号"):
        assert secret not in answer.text
    closer = ok(net.public.get("/needs/map", params={"of": "420100"}))
    assert [(spot["code"], spot["count"]) for spot in closer["spots"]] == [("420103", 2)]
    assert ok(net.founder.get("/needs/map", params={"of": "420100"}))["total"]["count"] == 3, "each sees what they may"
    assert ok(net.public.get("/needs/map", params={"urgency": "critical"}))["total"]["count"] == 1
    assert fields(problem(net.public.get("/needs/map", params={"of": "7"}), 422)) == {"of"}


def test_map_without_needs_says_so(net):
    assert "这里没有符合的需求。" in page(net, "needs/map")


def test_geojson_is_the_public_redaction(net):
    need = net.published(place=place(latitude=30.6481, longitude=114.2107))
    net.need(place=place())
    document = json.loads(page(net, "needs.geojson"))
    assert document["type"] == "FeatureCollection"
    [feature] = document["features"]
    assert feature["type"] == "Feature" and feature["id"] == need.id and feature["centreOf"] == "district"
    assert feature["geometry"]["type"] == "Point"
    longitude, latitude = feature["geometry"]["coordinates"]
    assert abs(latitude - 30.6039) < 1e-9 and abs(longitude - 114.2655) < 1e-9
    assert feature["properties"]["area"] == WUHAN and "owner" in feature["properties"]
    answer = net.public.get(f"/n/{net.slug}/needs.geojson")
    assert answer.headers["Content-Type"].startswith("application/geo+json")
    done = net.server.weft("export", "needs", "--network", net.slug, "--format", "geojson")
    assert [one["id"] for one in json.loads(done.stdout)["features"]] == [need.id]
    assert json.loads(page(net, "needs.geojson?urgency=critical"))["features"] == []


def test_import_stores_what_is_ambiguous_and_notes_it(net, tmp_path):
    path = tmp_path / "needs.csv"
    path.write_text(
        "title,item,phone,city,district,latitude,longitude,datum\n"
        f"甲,口罩,13900000001,,朝阳区,,,\n乙,口罩,13900000002,武汉市,江汉区,{GCJ02[0]},{GCJ02[1]},gcj02\n", encoding="utf-8")
    report = json.loads(net.server.weft("import", "needs", path, "--network", net.slug, "--json").stdout)
    assert report["stored"] == 2 and report["rejected"] == []
    assert [(note["row"], note["field"]) for note in report["notes"]] == [(2, "district")] and report["notes"][0]["message"]
    needs = {item["title"]: item for item in net.founder.items()}
    assert needs["甲"]["areaCode"] is None and needs["乙"]["areaCode"] == "420103"
    point = ok(net.founder.post(f"/needs/{needs['乙']['id']}/reveals", {"purpose": "check"}))["contact"]["place"]
    assert abs(point["latitude"] - WGS84[0]) < 2e-5


def test_operators_outlines_take_the_place_of_ours(own_server, tmp_path):
    outlines = tmp_path / "outlines.txt"
    outlines.write_text("420000 110000,30000 4000,0 0,2000 -4000,0\n")
    server = own_server(WEFT_MAP_OUTLINES=str(outlines))
    net = Network(server)
    net.published(place=place())
    net.published(place={"area": ["中国", "湖北省", "宜昌市"]})
    text = page(net, "needs/map?of=420000")
    assert text.count("<path class=\"here\"") == 1 and "class=\"land\"" not in text
