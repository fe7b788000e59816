"""The operator's own tiles under the map of the board: served by this server, or not at all."""

import re
import sqlite3

import pytest
import requests

from support import Network
from test_files import png

WUHAN = ["中国", "湖北省", "武汉市", "江汉区"]
CHINA = {zoom: (range(5 * 2**zoom // 8, 2**zoom), range(2 * 2**zoom // 8, 5 * 2**zoom // 8 + 1)) for zoom in range(7)}


def tile_file(path, tiles=None, **metadata):
    """An MBTiles file: tiles by (zoom, column, row from the north); for China and around, where none are said."""
    if tiles is None:
        picture = png(256, 256)
        tiles = {(z, x, y): picture for z, (columns, rows) in CHINA.items() for x in columns for y in rows if y < 2**z}
        tiles[0, 0, 0] = picture
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        said = {"name": "Base", "format": "png", "minzoom": 0, "maxzoom": 6, "bounds": "45,0,180,85", **metadata}
        db.executemany("INSERT INTO metadata VALUES (?, ?)", [(name, str(value)) for name, value in said.items() if value is not None])
        db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(z, x, 2**z - 1 - y, data) for (z, x, y), data in tiles.items()])
    db.close()
    return str(path)


@pytest.fixture()
def with_tiles(own_server, tmp_path):
    def make(*more, **metadata):
        path = tile_file(tmp_path / "base.mbtiles", *more, **metadata)
        return Network(own_server(WEFT_TILES=path))

    return make


def map_page(net, query=""):
    answer = net.public.get(f"/n/{net.slug}/needs/map{query}")
    assert answer.status_code == 200, answer.text[:500]
    return answer


def images(text):
    return re.findall(r'<image href="(/tiles/[^"]+)" x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"', text)


def test_tiles_lie_under_the_map(with_tiles):
    net = with_tiles(attribution='<a href="https://www.openstreetmap.org/copyright">&copy; OpenStreetMap</a>')
    net.published(place={"area": WUHAN, "latitude": 30.6481, "longitude": 114.2107})
    net.published(place={"area": ["中国", "北京市", "北京市", "朝阳区"]})
    assert not images(map_page(net, "?of=420100").text), "the file is far too coarse for a city"
    for query in ["?of=0", "?of=420000"]:
        answer = map_page(net, query)
        found = images(answer.text)
        assert 1 <= len(found) <= 24, query
        assert "© OpenStreetMap" in re.sub(r"<[^>]+>", "", answer.text) and "openstreetmap.org" not in answer.text
        assert 'class="land"' not in answer.text, "nobody would see it under the tiles"
        # They cover the picture.
        width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', answer.text).groups())
        boxes = [tuple(map(int, one[1:])) for one in found]
        assert min(x for x, *_ in boxes) <= 0 and max(x + w for x, _, w, _ in boxes) >= width - 1
        assert min(y for _, y, *_ in boxes) <= 0 and max(y + h for _, y, _, h in boxes) >= height - 1
        for address, *_ in found:
            tile = requests.get(net.server.url + address, timeout=60)
            assert tile.status_code == 200 and tile.headers["Content-Type"] == "image/png"
            assert "immutable" in tile.headers["Cache-Control"] and tile.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in tile.headers
        # No stranger, and no point.
        assert "http" not in answer.headers["Content-Security-Policy"] and "30.6481" not in answer.text
    # The table with the same figures stays.
    assert "<table" in map_page(net).text
    assert "no tiles" not in net.server.weft("doctor", status=None).stdout
    assert "tiles Base: zoom 0 to 6" in net.server.weft("doctor", status=None).stdout


def test_a_tile_is_where_it_belongs(with_tiles):
    tiles = {(0, 0, 0): png(8, 8), (2, 3, 1): png(64, 64), (2, 3, 2): png(32, 32)}
    net = with_tiles(tiles, maxzoom=2)

    def got(path):
        return requests.get(f"{net.server.url}/tiles/{path}", timeout=60)

    assert got("2/3/1").content == tiles[2, 3, 1] and got("2/3/2").content == tiles[2, 3, 2], "rows count from the north"
    assert got("2/3/1").headers["Cache-Control"] == "public, max-age=3600"
    for path in ["2/0/0", "3/0/0", "2/4/1", "2/-1/1", "99/0/0", "x/0/0", "2/3/1.png", "2/3", "0/0/0/0", "9999999999999999999999/0/0"]:
        assert got(path).status_code == 404, path


def test_without_tiles_for_it_the_map_has_outlines(with_tiles):
    # Of South America alone.
    net = with_tiles({(0, 0, 0): png(8, 8), (5, 10, 18): png(8, 8)}, maxzoom=5)
    net.published(place={"area": WUHAN})
    text = map_page(net, "?of=420000").text
    assert not images(text) and 'class="here"' in text


@pytest.mark.parametrize("hostile", [
    {"format": "pbf"}, {"minzoom": -3}, {"maxzoom": 99}, {"minzoom": "a"}, {"bounds": "x"}, {"tiles": {(0, 0, 0): b"<svg onload='alert(1)'/>"}},
    {"tiles": {(0, 0, 0): png(saying=(60000, 60000))}}, {"tiles": {(0, 0, 0): png(8, 8) + b"\0" * 3_000_000}}, {"tiles": {}}])
def test_hostile_files_are_refused(own_server, tmp_path, hostile):
    net = Network(own_server(WEFT_TILES=tile_file(tmp_path / "bad.mbtiles", **hostile)))
    net.published(place={"area": WUHAN})
    text = map_page(net).text
    assert not images(text) and 'class="here"' in text, "the map is as without tiles"
    assert requests.get(f"{net.server.url}/tiles/0/0/0", timeout=60).status_code == 404
    said = net.server.weft("doctor", status=None).stdout
    assert re.search(r"^MEND WEFT_TILES: .*bad\.mbtiles .+ – set WEFT_TILES", said, re.M), said


def test_a_single_bad_tile_is_not_served(with_tiles):
    tiles = {(0, 0, 0): png(8, 8), (1, 1, 0): b"<html>", (1, 0, 0): png(8, 8) + b"\0" * 900_000, (1, 0, 1): "text", (1, 1, 1): png(2000, 1)}
    net = with_tiles(tiles, maxzoom=1)
    for path in ["1/1/0", "1/0/0", "1/0/1", "1/1/1"]:
        assert requests.get(f"{net.server.url}/tiles/{path}", timeout=60).status_code == 404, path
    assert requests.get(f"{net.server.url}/tiles/0/0/0", timeout=60).status_code == 200


def test_what_is_no_file_of_tiles(own_server, tmp_path):
    (tmp_path / "text").write_text("no database at all, but long enough " * 40, encoding="utf-8")
    for path in [tmp_path / "none.mbtiles", tmp_path, tmp_path / "text"]:
        server = own_server(WEFT_TILES=str(path))
        assert "MEND WEFT_TILES" in server.weft("doctor", status=None).stdout
        assert requests.get(f"{server.url}/", timeout=60).status_code == 200
        server.stop()


def test_without_the_setting_all_stays_as_it_is(net):
    net.published(place={"area": WUHAN})
    text = map_page(net).text
    assert not images(text) and 'class="here"' in text
    assert requests.get(f"{net.server.url}/tiles/0/0/0", timeout=60).status_code == 404


def test_the_setting_stands_in_the_configuration_file_too(own_server, tmp_path):
    path = tile_file(tmp_path / "base.mbtiles")
    (tmp_path / "weft.conf").write_text(f"WEFT_TILES={path}\n", encoding="utf-8")
    server = own_server(start=False)
    server.options += ["--config", str(tmp_path / "weft.conf")]
    server.start()
    assert requests.get(f"{server.url}/tiles/0/0/0", timeout=60).status_code == 200
