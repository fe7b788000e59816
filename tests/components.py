"""What the product is made of, as a CycloneDX list: Swift packages, the Debian libraries it is linked with, and – apart, as needed
for development alone – what the tests use. Called by ./dev components with the Debian and Python packages that ./dev names."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Libraries of headers alone: part of the program, and yet nothing of theirs is linked.
COMPILED_IN = ["liblemon-dev"]


def swift_packages(resolved):
    """Name, version, address and revision of every package in a Package.resolved (version 2 or 3)."""
    found = []
    for pin in json.loads(resolved)["pins"]:
        state = pin["state"]
        found.append({
            "name": pin["identity"], "version": state.get("version") or state["revision"][:12],
            "location": pin["location"].removesuffix(".git"), "revision": state["revision"]})
    return found


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return done.stdout if done.returncode == 0 else ""


def linked(program):
    """The files that a program is linked with."""
    return sorted({os.path.realpath(path) for path in re.findall(r"=> (/\S+) \(", run("ldd", str(program)))})


def debian_packages(files):
    """The packages that own these files, with their versions."""
    names = set()
    for path in files:
        # Since /usr was merged the list may know a file by its old name.
        for name in (path, path.removeprefix("/usr")):
            owner = run("dpkg-query", "-S", name)
            if owner:
                names.add(owner.split(": ")[0].split(",")[0].strip())
                break
    return versions(names)


def versions(names):
    found = []
    for name in sorted(names):
        line = run("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}", name)
        if line:
            package, version, architecture, source, source_version = line.split(" ")
            found.append({
                "name": package, "version": version, "architecture": architecture, "source": source,
                "sourceVersion": source_version})
    return found


def distribution():
    text = pathlib.Path("/etc/os-release").read_text(encoding="utf-8") if pathlib.Path("/etc/os-release").exists() else ""
    values = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.M))
    return values.get("ID", "debian"), f"{values.get('ID', 'debian')}-{values.get('VERSION_ID', '')}".rstrip("-")


def escaped(version):
    return version.replace("+", "%2B").replace(":", "%3A")


def component(name, version, purl, scope="required", **more):
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "scope": scope, **more}


def bom(swift, libraries, tools, python, revision):
    """The list as CycloneDX 1.5 has it."""
    system, release = distribution()

    def debian(one, scope):
        purl = (f"pkg:deb/{system}/{one['name']}@{escaped(one['version'])}?arch={one['architecture']}&distro={release}")
        return component(one["name"], one["version"], purl, scope, properties=[
            {"name": "debian:source", "value": f"{one['source']} {one['sourceVersion']}"}])

    components = [
        component(
            one["name"], one["version"],
            f"pkg:swift/{re.sub('^https?://', '', one['location'])}@{escaped(one['version'])}",
            externalReferences=[{"type": "vcs", "url": one["location"]}],
            properties=[{"name": "git:revision", "value": one["revision"]}])
        for one in swift]
    components += [debian(one, "required") for one in libraries]
    linked_names = {one["name"] for one in libraries}
    components += [debian(one, "excluded") for one in tools if one["name"] not in linked_names]
    for words in python:
        name, version = words.split("==")
        components.append(component(name, version, f"pkg:pypi/{name.lower()}@{version}", "excluded"))
    refs = [one["bom-ref"] for one in components if one["scope"] == "required"]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": "weftwork", "name": "weftwork", "version": revision or "unknown"}},
        "components": components,
        "dependencies": [{"ref": "weftwork", "dependsOn": refs}],
    }


def main(debian, python):
    swift = swift_packages((ROOT / "Package.resolved").read_text(encoding="utf-8"))
    built = [path for path in (ROOT / ".build/release/weft", ROOT / ".build/debug/weft") if path.exists()]
    if not built:
        sys.exit("components: build first (swift build --product weft): what is linked is read from the program")
    libraries = debian_packages(linked(built[0])) + versions(COMPILED_IN)
    made = bom(swift, libraries, versions(debian), python, run("git", "-C", str(ROOT), "rev-parse", "HEAD").strip())
    target = ROOT / "out/components.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    count = sum(one["scope"] == "required" for one in made["components"])
    print(f"{target}: {count} parts of the product, {len(made['components']) - count} for development")
    print("Look for known faults in them:")
    print("  the system's libraries    apt list --upgradable; debsecan --suite \"$(. /etc/os-release && echo $VERSION_CODENAME)\" --only-fixed")
    print("  all of them, by this list osv-scanner scan source --sbom out/components.json")
    print("  what runs where           weft doctor prints the versions it is linked with there")


if __name__ == "__main__":
    main(sys.argv[1].split(), sys.argv[2].split())
