"""Areas of other countries: read in by a command, known everywhere at once, kept by backups."""

import json
import re

import pytest

from reader import Reader
from servers import until
from support import Network, a_need, ok

KENYA = """code,parent,name,name_zh,name_en,other_names,level,latitude,longitude
KE,,Kenya,肯尼亚,,,0,0.5,37.9
KE047,KE,Nairobi,内罗毕,,Nairobi City|Nai,1,-1.28,36.82
KE047274,KE047,Westlands,,,,2,-1.26,36.80
KE047275,KE047,Dagoretti North,,,,2,-1.29,36.76
KE022,KE,Kiambu,,,,1,-1.17,36.83
KE022110,KE022,Thika Town,,,,2,-1.03,37.08
"""
KOREA = "code,parent,name,name_zh,name_en,latitude,longitude\nKR,,대한민국,韩国,South Korea,36,128\nKR31,KR,안양시,安养市,Anyang,37.4,126.9\n"


@pytest.fixture()
def place(own_server):
    """A network on a server of its own: areas belong to the whole server."""
    return Network(own_server())


def read_in(server, text, *more, status=0):
    done = server.weft("areas", "import", "-", "--json", *more, text=text, status=status)
    return json.loads(done.stdout)


def known(net):
    """Waits until the server knows of a country: on PostgreSQL the command is another process, and it looks every few seconds."""
    until(lambda: 'name="country"' in page(net, "ask"), "the server to learn of the country")


def listed(server):
    return {one["country"]: one for one in json.loads(server.weft("areas", "list", "--json").stdout)["items"]}


def page(net, path):
    answer = net.public.get(f"/n/{net.slug}/{path}")
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def test_a_country_is_known_at_once(place):
    early = place.published(place={"area": ["Kenya", "Nairobi", "Westlands"]})
    assert early.read()["areaCode"] is None
    assert read_in(place.server, KENYA, "--dry-run") == {
        "country": "KE", "name": "Kenya", "read": 6, "stored": 0, "added": 6, "removed": 0, "needs": 0, "dryRun": True, "rejected": []}
    assert list(listed(place.server)) == ["CN"]
    report = read_in(place.server, KENYA)
    assert report["stored"] == 6 and report["needs"] == 1
    country = listed(place.server)["KE"]
    assert country["name"] == "Kenya" and country["areas"] == 6 and country["importedAt"]

    # The running server knows it without a restart, and reads again what it had not understood.
    known(place)
    inner = place.published(place={"area": ["Kenya", "Nai", "Westlands"], "latitude": -1.2511, "longitude": 36.7711})
    code = int(inner.read()["areaCode"])
    assert inner.read()["area"] == ["Kenya", "Nairobi", "Westlands"]
    until(lambda: early.read()["areaCode"] == str(code), "the earlier need to be read again")
    county = place.published(place={"area": ["", "内罗毕"]})
    assert county.read()["area"] == ["Kenya", "Nairobi"]
    nairobi = int(county.read()["areaCode"])
    china = place.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})

    def found(**query):
        return {item["id"] for item in place.public.items(**query)}

    assert found(areaCode=nairobi) == {early.id, inner.id, county.id} and found(areaCode=nairobi, areaOnly=1) == {county.id}
    assert found(areaCode=code) == {early.id, inner.id}
    for words in ["Nairobi", "肯尼亚", "Kenya", "nairobi city"]:
        assert found(area=words) == {early.id, inner.id, county.id}, words
    assert found(near="-1.26,36.80", radiusKm=1) == {early.id, inner.id}, "by the centre of Westlands"
    assert found(near="-1.2511,36.7711", radiusKm=0.5) == set(), "never by the point itself"
    assert china.id in found(area="武汉") and china.id not in found(area="Kenya")

    # The map: both countries, then the one alone, with its table.
    text = page(place, "needs/map?of=0")
    assert "肯尼亚" in text and "湖北省" in text and "所有国家" in text
    closer = page(place, f"needs/map?of={nairobi}")
    assert "Westlands：2 项待帮助" in closer and f"areaCode={code}" in closer
    assert "36.7711" not in text + closer
    features = json.loads(page(place, "needs.geojson"))["features"]
    point = next(one for one in features if one["id"] == inner.id)
    assert point["geometry"]["coordinates"] == [36.8, -1.26] and point["centreOf"] == "city"
    # On paper the country stands before the place.
    desk = Reader(place).sign_in(place.member("intake"))
    assert "Kenya Nairobi Westlands" in re.sub(r"<[^>]+>", "", desk.go(f"/n/{place.slug}/needs/list"))


def test_the_form_asks_for_the_country(place):
    assert 'name="country"' not in page(place, "ask")
    read_in(place.server, KENYA)
    known(place)


def test_the_same_name_elsewhere_is_asked_about(place):
    read_in(place.server, KOREA)
    known(place)
    receipt = ok(place.public.post("/needs", a_need(place={"area": ["", "", "Anyang"]})), 201)
    assert receipt["areaCode"] is None
    assert [one["area"] for one in receipt["areaCandidates"]] == [["中国", "河南省", "安阳市"], ["대한민국", "안양시"]]
    korean = receipt["areaCandidates"][1]["code"]
    acted = ok(place.founder.post(f"/needs/{receipt['id']}/actions", {"action": "correct", "areaCode": korean}))
    assert acted["area"] == ["대한민국", "안양시"] and acted["areaCode"] == korean


def test_every_fault_is_named_and_nothing_stored(place, tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("code,parent,name,latitude,longitude\nKE,,Kenya,1,1\na,nowhere,A,,\na,KE,,,\nb,KE,B,99,1\n", encoding="utf-8")
    report = json.loads(place.server.weft("areas", "import", path, "--json", status=1).stdout)
    assert report["stored"] == 0 and report["read"] == 4
    assert [(one["row"], one["field"]) for one in report["rejected"]] == [(3, "parent"), (4, "code"), (4, "name"), (5, "latitude")]
    assert all(one["message"] for one in report["rejected"])
    lines = place.server.weft("areas", "import", path, status=1).stdout
    assert f"{path}:3: parent:" in lines and "nothing stored" in lines
    assert list(listed(place.server)) == ["CN"]
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    place.server.weft("areas", "import", path, status=2)
    place.server.weft("areas", "import", tmp_path / "none.csv", status=2)
    place.server.weft("areas", "remove", "KE", status=1)


def test_replaced_removed_and_needs_keep_their_words(place):
    read_in(place.server, KENYA)
    known(place)
    stays = place.need(place={"area": ["Kenya", "Nairobi", "Westlands"]})
    goes = place.need(place={"area": ["Kenya", "Nairobi", "Dagoretti North"]})
    code = stays.read()["areaCode"]
    report = read_in(place.server, "\n".join(line for line in KENYA.splitlines() if "Dagoretti" not in line).replace("Westlands", "Westlands Central"))
    assert (report["added"], report["removed"], report["needs"]) == (0, 1, 1)
    nairobi = until(lambda: goes.read()["areaCode"] not in (None, code) and goes.read()["areaCode"], "the need to be read again")
    assert goes.read()["area"] == ["Kenya", "Nairobi", "Dagoretti North"] and nairobi
    assert stays.read()["area"] == ["Kenya", "Nairobi", "Westlands"] and stays.read()["areaCode"] == code
    assert "6 areas gone" not in place.server.weft("areas", "remove", "ke").stdout
    until(lambda: stays.read()["areaCode"] is None, "the area to be gone")
    assert stays.read()["area"] == ["Kenya", "Nairobi", "Westlands"] and list(listed(place.server)) == ["CN"]


def test_kept_by_backups_and_left_behind_by_a_move(place, own_server, tmp_path):
    server = place.server
    read_in(server, KENYA)
    known(place)
    need = place.published(place={"area": ["Kenya", "Nairobi", "Westlands"]})
    code = need.read()["areaCode"]
    server.weft("backup", tmp_path / "copy")
    moved = server.weft("export", "all", "--network", place.slug).stdout
    assert '"t":"areas"' not in moved and '"t":"area_sets"' not in moved
    server.stop()
    # The same key opens both.
    key = {"WEFT_MASTER_KEY_FILE": server.environment["WEFT_MASTER_KEY_FILE"]}
    restored = own_server(start=False, **key)
    restored.weft("restore", tmp_path / "copy")
    assert listed(restored)["KE"]["areas"] == 6
    # Elsewhere there are other numbers, or none: the need is read by its words.
    other = own_server(start=False, **key)
    head, country, *rest = KENYA.splitlines()
    read_in(other, "\n".join([head, country, *rest[3:], *rest[:3]]))
    (tmp_path / "moved.jsonl").write_text(moved, encoding="utf-8")
    other.weft("import", "all", tmp_path / "moved.jsonl")
    other.start()
    place.server = other

    def area():
        return ok(place.founder.get(f"/needs/{need.id}"))["areaCode"]

    assert until(lambda: area(), "the need to be read by the other areas") != code


def test_a_need_of_an_imported_table_says_its_country(place, tmp_path):
    read_in(place.server, KENYA)
    path = tmp_path / "needs.csv"
    path.write_text("title,item,phone,country,province,city\n甲,口罩,13900000001,Kenya,Nairobi,Westlands\n", encoding="utf-8")
    assert json.loads(place.server.weft("import", "needs", path, "--network", place.slug, "--json").stdout)["stored"] == 1
    [need] = place.founder.items()
    assert need["area"] == ["Kenya", "Nairobi", "Westlands"] and need["areaCode"]


def test_the_doctor_names_the_countries(place):
    read_in(place.server, KENYA)
    said = place.server.weft("doctor", status=None).stdout
    assert "KE (6)" in said and "no tiles are set" in said


def test_a_table_of_needs_abroad_comes_in_again(place):
    """The country stands in the export, so that Nairobi is Nairobi wherever it is read in."""
    read_in(place.server, KENYA)
    known(place)
    place.published(place={"area": ["Kenya", "Nairobi", "Westlands"]})
    place.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    for form in ("csv", "hxl"):
        text = place.server.weft("export", "needs", "--network", place.slug, "--format", form).stdout.lstrip("\ufeff")
        header = text.splitlines()[0].split(",")
        assert "country" in header and (form == "csv" or "#country+name" in text.splitlines()[1])
        other = Network(place.server)
        done = json.loads(place.server.weft("import", "needs", "-", "--network", other.slug, "--json", text=text).stdout)
        assert done["stored"] == 2 and done["rejected"] == []
        areas = sorted(one["area"] for one in other.founder.items(state="submitted"))
        assert areas == [["Kenya", "Nairobi", "Westlands"], ["中国", "湖北省", "武汉市", "江汉区"]]
