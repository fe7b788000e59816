"""Reading tables in and writing them out, row by row, with nothing dropped without a word."""

import csv
import io
import json

import pytest

from support import Network, ok, REAL_LINES

REAL_MAP = {
    "title": "hospital", "item": "item", "quantity": "qty", "specification": "spec", "city": "city",
    "district": "district", "group": "hospital_id"}


def write(folder, rows, name="needs.csv"):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def bring(net, path, *words, status=0, **environment):
    """Imports a file; the report."""
    done = net.server.weft(
        "import", "needs", path, "--network", net.slug, "--json", *words, status=status, **environment)
    report = json.loads(done.stdout)
    assert report.keys() >= {"read", "stored", "duplicates", "rejected"}
    lost = {problem["row"] for problem in report["rejected"]}
    assert report["read"] == report["stored"] + report["duplicates"] + len(lost), "a row got lost"
    for problem in report["rejected"]:
        assert problem.keys() >= {"row", "field", "message"} and problem["message"]
    return report


HEADER = ["title", "item", "quantity", "unit", "phone", "province", "city", "district", "urgency", "group"]
GOOD = [
    HEADER,
    ["中心医院", "口罩", "2万", "只", "13900000001", "湖北省", "武汉市", "江汉区", "critical", "a"],
    ["中心医院", "防护服", "不限", "套", "", "", "", "", "", "a"],
    ["第二医院", "手套", "100-200", "双", "13900000002", "湖北省", "黄冈市", "", "high", "b"],
]
BAD = [
    *GOOD,
    ["第三医院", "护目镜", "lots of", "副", "13900000003", "", "", "", "very", "c"],
    ["第四医院", "", "", "", "", "", "", "", "", "d"],
]


def test_rows_of_one_group_are_one_need(net, tmp_path):
    report = bring(net, write(tmp_path, GOOD))
    assert (report["read"], report["stored"], report["duplicates"], report["rejected"]) == (3, 3, 0, [])
    needs = {item["title"]: item for item in net.founder.items()}
    assert needs.keys() == {"中心医院", "第二医院"}
    first = needs["中心医院"]
    assert [(line["item"], line["quantity"], line["unit"]) for line in first["lines"]] == [
        ("口罩", 20000, "只"), ("防护服", None, "套")]
    assert first["urgency"] == "critical" and first["area"][-3:] == ["湖北省", "武汉市", "江汉区"]
    assert needs["第二医院"]["state"] == "submitted" and needs["第二医院"]["owner"]["id"] == net.founder.member


def test_bad_rows_are_named_and_good_ones_stored(net, tmp_path):
    report = bring(net, write(tmp_path, BAD))
    assert report["read"] == 5 and report["stored"] == 3
    found = {(problem["row"], problem["field"]) for problem in report["rejected"]}
    assert {(5, "quantity"), (5, "urgency"), (6, "item")} <= found
    cells = {problem["field"]: problem.get("cell") for problem in report["rejected"] if problem["row"] == 5}
    assert cells["quantity"] == "lots of" and cells["urgency"] == "very"
    assert len(net.founder.items()) == 2


def test_dry_run_stores_nothing(net, tmp_path):
    report = bring(net, write(tmp_path, BAD), "--dry-run")
    assert report["read"] == 5 and report["stored"] == 3 and report["rejected"]
    assert net.founder.items() == []


def test_all_or_nothing(net, tmp_path):
    path = write(tmp_path, BAD)
    done = net.server.weft(
        "import", "needs", path, "--network", net.slug, "--json", "--all-or-nothing", status=1)
    report = json.loads(done.stdout)
    assert report["stored"] == 0 and report["rejected"]
    assert net.founder.items() == []
    assert bring(net, write(tmp_path, GOOD), "--all-or-nothing")["stored"] == 3


def test_the_same_file_twice_is_stored_once(net, tmp_path):
    path = write(tmp_path, GOOD)
    assert bring(net, path)["stored"] == 3
    again = bring(net, path)
    assert (again["stored"], again["duplicates"]) == (0, 3)
    assert len(net.founder.items()) == 2


def test_report_for_people_names_file_and_row(net, tmp_path):
    path = write(tmp_path, BAD)
    done = net.server.weft("import", "needs", path, "--network", net.slug)
    assert f"{path}:5: quantity" in done.stdout and "lots of" in done.stdout
    assert "2 of 2" in done.stderr


def test_headers_people_use_are_understood(net, tmp_path):
    rows = [["医院", "物资名称", "需求数量", "联系电话", "省", "市"], ["三医院", "口罩", "500只", "13900000001", "湖北省", "武汉市"]]
    assert bring(net, write(tmp_path, rows))["stored"] == 1
    item, = net.founder.items()
    assert item["title"] == "三医院" and item["lines"][0]["quantity"] == 500


def test_map_names_the_columns(net, tmp_path):
    rows = [["甲", "乙", "丙"], ["五医院", "口罩", "13900000001"]]
    path = write(tmp_path, rows)
    chart = tmp_path / "map.json"
    chart.write_text(json.dumps({"title": "甲", "item": "乙", "phone": "丙"}), encoding="utf-8")
    assert bring(net, path, "--map", chart)["stored"] == 1
    for text in ("{", "[1]", '{"title": "丁"}'):
        chart.write_text(text, encoding="utf-8")
        done = net.server.weft("import", "needs", path, "--network", net.slug, "--map", chart, status=2)
        assert done.stderr.strip()
    net.server.weft("import", "needs", path, "--network", net.slug, "--map", tmp_path / "none.json", status=2)


def test_file_as_excel_writes_it(net, tmp_path):
    path = tmp_path / "excel.csv"
    text = "\ufefftitle;item;phone\r\n六医院;口罩;13900000001\r\n\r\n\"七\r\n医院\";\"手套 \"\"L\"\"\";13900000002\r\n"
    path.write_bytes(text.encode())
    report = bring(net, path)
    assert report["stored"] == 2
    assert {item["title"] for item in net.founder.items()} == {"六医院", "七 医院"}


UNREADABLE = {
    "empty": b"",
    "open quote": b'title,item,phone\n"a,b,13900000001\nc,d,e\n',
    "broken json": b'[{"title": ',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_file_is_2(net, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    done = net.server.weft("import", "needs", path, "--network", net.slug, "--json", status=2)
    assert str(path) in done.stderr, f"the file is not named: {done.stderr}"
    assert net.founder.items() == []


def test_missing_file_is_2(net, tmp_path):
    done = net.server.weft("import", "needs", tmp_path / "none.csv", "--network", net.slug, status=2)
    assert "none.csv" in done.stderr


def test_json_can_be_imported_too(net, tmp_path):
    path = tmp_path / "needs.json"
    needs = [{"title": f"第{index}医院", "lines": [{"item": "口罩", "quantity": index + 1}],
              "contact": {"phone": "13900000001"}} for index in range(3)]
    path.write_text(json.dumps([*needs, {"title": ""}, 5], ensure_ascii=False), encoding="utf-8")
    report = bring(net, path)
    assert report["read"] == 5 and report["stored"] == 3
    assert {problem["row"] for problem in report["rejected"]} == {4, 5}


def export(net, reader):
    done = net.server.weft("export", "needs", "--network", net.slug, "--as", reader)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_export_has_one_row_for_each_line(net):
    need = net.published(
        title='有"引号",逗号\n和换行', lines=[{"item": "口罩", "quantity": 10, "unit": "只"}, {"item": "手套", "quantity": "不限"}])
    need.claim(net.member("weaver"), 4)
    net.need()
    rows = export(net, "public")
    assert [row["item"] for row in rows] == ["口罩", "手套"]
    first = rows[0]
    assert (first["quantity"], first["claimed"], first["remaining"], first["state"]) == ("10", "4", "6", "inProgress")
    assert first["title"] == '有"引号",逗号 和换行'
    assert len(export(net, net.founder.email)) == 3


def test_what_is_exported_can_be_imported(net, tmp_path):
    bring(net, write(tmp_path, GOOD))
    done = net.server.weft("export", "needs", "--network", net.slug, "--as", net.founder.email)
    path = tmp_path / "export.csv"
    path.write_text(done.stdout, encoding="utf-8")
    other = Network(net.server)
    assert bring(other, path)["stored"] == 3

    def shape(network):
        def lines(item):
            return [(line["item"], line["quantity"], line["unit"]) for line in item["lines"]]

        return sorted((item["title"], item["urgency"], item["area"], lines(item)) for item in network.founder.items())

    assert shape(other) == shape(net)


@pytest.mark.skipif(not REAL_LINES.exists(), reason="the real lines are not here")
def test_real_lines_of_hubeis_hospitals(net, tmp_path):
    chart = tmp_path / "map.json"
    chart.write_text(json.dumps(REAL_MAP))
    dry = bring(net, REAL_LINES, "--map", chart, "--dry-run")
    assert dry["read"] == 2095 and net.founder.items() == []
    report = bring(net, REAL_LINES, "--map", chart)
    assert report["read"] == 2095
    assert len({problem["row"] for problem in report["rejected"]}) <= 20, report["rejected"][:10]
    assert report["stored"] > 2000
    rows = export(net, net.founder.email)
    assert len(rows) == report["stored"]
    # Masks are found among them, and once more brings nothing new.
    assert ok(net.founder.get("/needs", params={"q": "N95口罩"}))["total"] > 50
    again = bring(net, REAL_LINES, "--map", chart)
    assert (again["stored"], again["duplicates"]) == (0, report["stored"] + report["duplicates"])
