"""The list of what the product is made of."""

import json

import components

RESOLVED = json.dumps({"version": 3, "pins": [
    {"identity": "swift-nio", "kind": "remoteSourceControl", "location": "https://github.com/apple/swift-nio.git",
     "state": {"revision": "abcdef0123456789", "version": "2.101.2"}},
    {"identity": "loose", "kind": "remoteSourceControl", "location": "https://example.org/loose",
     "state": {"revision": "0123456789abcdef"}}]})
LIBRARY = {"name": "libpq5", "version": "15.8-0+deb12u1", "architecture": "amd64", "source": "postgresql-15", "sourceVersion": "15.8-0+deb12u1"}
TOOL = {**LIBRARY, "name": "chromium", "version": "1:130", "source": "chromium", "sourceVersion": "1:130"}


def test_the_list_tells_what_ships_from_what_tests():
    made = components.bom(components.swift_packages(RESOLVED), [LIBRARY], [TOOL, LIBRARY], ["pytest==9.0.3"], "r1")
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    by_name = {one["name"]: one for one in made["components"]}
    assert len(by_name) == len(made["components"]) == 5
    assert by_name["swift-nio"]["purl"] == "pkg:swift/github.com/apple/swift-nio@2.101.2"
    assert by_name["loose"]["version"] == "0123456789ab"
    assert by_name["libpq5"]["scope"] == "required" and "libpq5@15.8-0%2Bdeb12u1?arch=amd64" in by_name["libpq5"]["purl"]
    assert by_name["chromium"]["scope"] == by_name["pytest"]["scope"] == "excluded"
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(set(refs)) == len(refs)
    assert made["dependencies"][0]["dependsOn"] == [by_name[name]["bom-ref"] for name in ("swift-nio", "loose", "libpq5")]


def test_what_is_linked_is_read_from_the_program():
    files = components.linked("/bin/ls")
    assert any("libc" in path for path in files)
    found = components.debian_packages(files)
    assert any(one["name"] == "libc6" and one["version"] for one in found)
