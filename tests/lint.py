"""What the compiler doesn't hold: layers, forbidden calls, words for people outside the catalogues, links in the docs."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources"
HAN = re.compile(r"[\u4e00-\u9fff]")
faults = []


def fault(path, number, words):
    faults.append(f"{path.relative_to(ROOT)}:{number}: {words}")


def code_lines(path):
    """The lines of a file without comments."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.lstrip().startswith("//"):
            yield number, re.sub(r"(?<!:)//[ /].*$", "", line)


def layers():
    """A capability knows those before it in this list, never one after it; rules know neither HTTP nor SQL."""
    order = ["Languages", "Access", "Site", "Files", "People", "Discussion", "Questions", "Needs", "Offers", "Volunteers", "Teams", "Thanks", "Align", "Keeping", "Demo"]
    owned = {"Needs": r"\b(NeedActs|NeedRules|NeedView|CaseDesk|ClaimRules|BoardQuery)\b", "Demo": r"\bDemonstration\b", "Files": r"\b(StoredFile|FileKeepers|PictureWorkers)\b",
             "Teams": r"\b(MechanismActs|MechanismRules|PipelineActs|PipelineRules|TeamActs|TeamRules|DoingActs|LayerActs)\b",
             "Volunteers": r"\b(VolunteerActs|VolunteerRules|AvailabilityRules|TrainingActs|TrainingRules)\b",
             "Offers": r"\b(OfferActs|OfferRules|OfferView|OfferDesk)\b",
             "Discussion": r"\b(TalkActs|TalkKeepers|TalkDoors|PostDraft)\b",
             "Align": r"\b(CharterActs|ConversationActs|ProposalActs|BallotActs|GovernanceActs|DriftActs|VoiceReading)\b",
             "Questions": r"\b(QuestionActs|QuestionRules)\b",
             "People": r"\b(PeopleActs|PeoplePages|MemberDraft)\b"}
    for path in SOURCES.glob("Weftwork/*/**/*.swift"):
        home = path.relative_to(SOURCES / "Weftwork").parts[0]
        for number, line in code_lines(path):
            for name, pattern in owned.items():
                # The gate finds out who asks: the one place where the shell calls People.
                if order.index(name) > order.index(home) and re.search(pattern, line) and path.name != "Gate.swift":
                    fault(path, number, f"{home} must not know {name}")
            imported = re.match(r"\s*(?:\w+ )?import (\w+)", line)
            if not imported:
                continue
            module = imported[1]
            if module.startswith("Hummingbird") and path.parent.name != "Site":
                fault(path, number, "only Site/ speaks to the HTTP library")
            if module in ("GRDB", "CPostgres"):
                fault(path, number, "only Database speaks to an engine")
    for path in SOURCES.glob("Engine/**/*.swift"):
        for number, line in code_lines(path):
            # The one library that beats code of ours: minimum-cost flow, pure as well.
            if path.name == "MinCostFlow.swift" and line.endswith("import CLemon"):
                continue
            if re.match(r"\s*(?:\w+ )?import (?!Foundation|Synchronization)", line):
                fault(path, number, "Engine is pure: it imports Foundation at most")


def scripts():
    """What is served as it is must be read by phones of 2019 (iOS 12, Chrome 66): one word they don't know, and the whole
    module is lost. Pages for desks alone may ask for a little more."""
    newer = re.compile(r"requestSubmit\(|replaceChildren|\.replaceAll\(|\.at\(|structuredClone|hasOwn\(|findLast|\?\?=|\|\|=|&&=|\(\?<[=!]")
    optional = re.compile(r"\?\.(?!\d)|\?\?")
    for path in (SOURCES / "Weftwork/Resources/assets").glob("*.js"):
        for number, line in code_lines(path):
            if newer.search(line) or path.stem not in ("clock", "keys", "live") and optional.search(line):
                fault(path, number, "phones in use can't read this")


def forbidden():
    """Time, chance and ids come from the World; SQL stands with the tables' owner."""
    calls = [(r"\bDate\(\)", "Date()"), (r"\bUUID\(\)", "UUID()"), (r"\.random\(in: [^)]*\)(?!.*using)", ".random"),
             (r"\bDate\.now\b", "Date.now"), (r"@unchecked Sendable", "@unchecked Sendable"),
             (r"\btry!", "try!"), (r"\bfatalError\(", "fatalError")]
    for path in SOURCES.glob("**/*.swift"):
        for number, line in code_lines(path):
            for pattern, name in calls:
                if re.search(pattern, line) and path.name != "World.swift" and "using: &random" not in line:
                    fault(path, number, f"{name} is not for here")
    for path in SOURCES.glob("Weftwork/**/*Rules.swift"):
        for number, line in code_lines(path):
            if re.search(r"\b(SELECT|INSERT|UPDATE|DELETE) .*(FROM|INTO|SET)\b", line):
                fault(path, number, "a rule knows no storage")


def words():
    """No word for people stands outside …Words.swift."""
    for path in SOURCES.glob("**/*.swift"):
        if path.name.endswith("Words.swift") or "Engine" in path.parts or path.name == "Format.swift":
            continue
        for number, line in code_lines(path):
            if HAN.search(line) and not re.search(r"ownName|中文", line):
                fault(path, number, "words for people belong into …Words.swift")
            # Between two literals the compiler takes String, and what was meant as HTML comes out escaped.
            if re.search(r'\\\(.*\?\s*(?:""\s*:\s*)?\\?"<', line):
                fault(path, number, "a choice between pieces of HTML needs a name with its type")
            if path.name.endswith(("Pages.swift", "Parts.swift")) or path.name == "Frame.swift":
                for text in re.findall(r">([^<>\\]*[A-Za-z]{3,}[^<>\\]*)</", line):
                    if " as HTML" not in text:
                        fault(path, number, f"words for people belong into …Words.swift: {text.strip()}")


def sizes():
    for path in SOURCES.glob("**/*.swift"):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > 340:
            fault(path, count, "longer than 340 lines: does it still do one thing?")


def links():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *SOURCES.glob("**/*.md")]
    for path in pages:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for target in re.findall(r"\]\(([^)#\s]+)", line):
                if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                    fault(path, number, f"dead link {target}")


for check in (layers, scripts, forbidden, words, sizes, links):
    check()
print("\n".join(faults) or "lint: nothing to say")
sys.exit(1 if faults else 0)
