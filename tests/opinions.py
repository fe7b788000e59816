"""Conversations made by arithmetic alone, and the bytes that their maps have on every machine, in every build.

    python tests/opinions.py PROGRAM    says whether a program – of a release build, say – makes the same bytes
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile

# People, statements, how many of a hundred each answers, how far apart the camps are.
MADE = {"a handful": (6, 5, 90, 60), "of one mind": (40, 12, 80, 100), "a town": (400, 60, 40, 70), "a crowd": (3000, 200, 12, 50)}
BYTES = {
    "a handful": "846bfd03f188342ddb3a56ae0cd72d9e437571ff849f9e412f3066c322617616",
    "of one mind": "31bca9f4ef39ae98867d1a7c369cb5a920137d03c61a81799caaab18dcd5ccda",
    "a town": "22adbf7943a5e2de66ffe3dca5a6c336e00ffa1bbaee3607b5ab0f232b7800a0",
    "a crowd": "4e03618f5eeb4647def936aa0595a8fb97da6831091fb28b1329f255d0080ddc",
}


def rows(name):
    """Person, statement and answer; the numbers come from a linear congruence, so that no library's chance is in them."""
    people, statements, density, lean = MADE[name]
    state = len(name)

    def below(limit):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % limit

    camps = 1 if name == "of one mind" else 3
    likes = [[50 + (lean * (below(101) - 50)) // 100 for _ in range(statements)] for _ in range(camps)]
    for person in range(people):
        for statement in range(statements):
            if below(100) < density:
                answer = 0 if below(8) == 0 else 1 if below(100) < likes[person % camps][statement] else -1
                yield f"p{person}", f"s{statement}", answer


def digest(program, name, folder):
    """SHA-256 of what a program makes of a conversation."""
    table = pathlib.Path(folder) / f"{name.replace(' ', '-')}.csv"
    table.write_text("participant,statement,vote\n" + "".join(f"{p},{s},{v}\n" for p, s, v in rows(name)), encoding="utf-8")
    made = subprocess.run([program, "analyze", "opinion", "--votes", table, "--json"], capture_output=True, check=True)
    return hashlib.sha256(made.stdout).hexdigest()


def main():
    with tempfile.TemporaryDirectory() as folder:
        other = [name for name in MADE if digest(sys.argv[1], name, folder) != BYTES[name]]
    print(f"the bytes of {', '.join(other)} differ from those that are kept" if other
          else f"the same bytes as every other build for {len(MADE)} conversations")
    sys.exit(bool(other))


if __name__ == "__main__":
    main()
