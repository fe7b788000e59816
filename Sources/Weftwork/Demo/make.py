"""Makes Resources/demo/hubei.json, the needs of the demonstration, out of the masked source.

    python3 Sources/Weftwork/Demo/make.py ../shared/data/respond/wuhan2020_hospital_needs.json

Remarks, contact names and source addresses stay out; every phone number becomes one that rings nowhere.
The same input gives the same bytes. See Resources/demo/ORIGIN.md.
"""

import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

OUTPUT = Path(__file__).resolve().parent.parent / "Resources" / "demo" / "hubei.json"
NEEDS = 227

# The prefix 154 is assigned to no Chinese operator, and the demonstration shows no number as a link; no subscriber number of a landline begins with 0.
MOBILE = "154"
SUBSCRIBER = "0"

NUMBER = re.compile(
    r"(?<!\d)(?:"
    r"(?P<area>0(?:10|2\d|[3-9]\d\d))[\s\-‐-―]*(?P<subscriber>\d{7,8})"
    r"|(?P<other>1\d{9,10}|400\d{7})"  # mobiles (two lack a digit) and a hotline
    r")(?!\d)"
)
LONG_RUN = re.compile(r"\d(?:[\s\-‐-―]*\d){6,}")


def digest(number: str, width: int) -> str:
    value = int.from_bytes(hashlib.sha256(number.encode()).digest(), "big")
    return str(value % 10**width).zfill(width)


def silent(match: re.Match[str]) -> str:
    """The number that takes a real one's place: always the same for the same digits."""
    if area := match["area"]:
        return f"{area}-{SUBSCRIBER}{digest(area + match['subscriber'], 7)}"
    return MOBILE + digest(match["other"], 8)


def phones(tel: str) -> list[str]:
    """Every number in a field that may also hold names, titles and line breaks."""
    text = unicodedata.normalize("NFKC", tel)
    rest = NUMBER.sub("", text)
    # "(24小时值守)" is no number; anything longer that was not understood must not pass unseen.
    if re.search(r"\d{3}", rest):
        raise SystemExit(f"a phone field holds digits that are no known number: {len(rest)} characters")
    return [silent(match) for match in NUMBER.finditer(text)]


def quantity(value: int | None) -> str:
    """The source writes 1 for "no upper limit"."""
    if value is None:
        return ""
    return "不限" if value == 1 else str(value)


def need(source: dict) -> dict:
    made = {
        "id": source["id"],
        "city": source["city"],
        "district": source["district"],
        "name": source["name"],
        "address": source["address"],
        "lines": [
            {"item": line["item"], "quantity": quantity(line["qty"]), "specification": line["spec"]}
            for line in source["supplies"]
        ],
    }
    texts = [made[key] for key in ("city", "district", "name", "address")]
    texts += [line[key] for line in made["lines"] for key in ("item", "specification")]
    for text in texts:
        plain = re.sub(r"(GB|YY)(/T)? ?\d+-\d{4}", "", unicodedata.normalize("NFKC", text))  # standards: GB 19083-2010
        if LONG_RUN.search(plain):
            raise SystemExit(f"need {source['id']}: a long run of digits outside the phones")
    made["phones"] = [number for contact in source["contacts"] for number in phones(contact["tel"])]
    return made


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: make.py <wuhan2020_hospital_needs.json>")
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    needs = sorted(map(need, source), key=lambda made: made["id"])
    if len(needs) != NEEDS or len({made["id"] for made in needs}) != NEEDS:
        raise SystemExit(f"expected {NEEDS} needs with different ids, found {len(needs)}")
    rows = (json.dumps(made, ensure_ascii=False, separators=(",", ":")) for made in needs)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
