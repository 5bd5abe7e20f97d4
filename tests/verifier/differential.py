#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""differential.py TALLYSTICK [ELECTIONS]: small random elections, counted by tallystick and by
recount.py: the same proposals in the same order, by every rule that both know."""
import json
import os
import random
import subprocess
import sys
import tempfile

import recount

RULES = [
    ("greedy", {"score": "default", "on-misfit": "skip"}),
    ("greedy", {"score": "default", "on-misfit": "stop"}),
    ("greedy", {"score": "default", "on-misfit": "skip", "per-cost": "yes"}),
    ("max-welfare", {"utility": "cost"}),
    ("max-welfare", {"utility": "count"}),
    ("equal-shares", {"utility": "cost"}),
    ("equal-shares", {"utility": "count"}),
    ("equal-shares", {"utility": "cost", "completion": "add1,utilitarian"}),
    ("equal-shares", {"utility": "count", "completion": "increase-1pct,utilitarian"}),
    ("phragmen", {}),
]


def election(chance, kind):
    names = [f"p{i}" for i in range(chance.randint(1, 7))]
    costs = {name: chance.randint(1, 40) for name in names}
    ballots = []
    for _ in range(chance.randint(1, 9)):
        chosen = chance.sample(names, chance.randint(1, len(names)))
        ballots.append({n: chance.randint(1, 4) if kind == "points" else 1 for n in chosen})
    return costs, ballots, chance.randint(max(costs.values()), 120)


def as_pb(costs, ballots, limit, kind):
    points = kind == "points"
    lines = ["META", "key;value", f"budget;{limit}",
             f"vote_type;{'cumulative' if points else 'approval'}"]
    lines += ["PROJECTS", "project_id;cost"] + [f"{p};{c}" for p, c in costs.items()]
    lines += ["VOTES", "voter_id;vote;points" if points else "voter_id;vote"]
    for i, ballot in enumerate(ballots):
        line = f"v{i};{','.join(ballot)}"
        lines.append(line + f";{','.join(map(str, ballot.values()))}" if points else line)
    return "\n".join(lines) + "\n"


def as_pot(costs, ballots, limit, kind):
    pot = {"id": "main", "limit": limit, "ballot": {"type": kind}}
    round_json = {"styles": [{"id": "all", "pots": ["main"]}], "count": {"ties": "id"},
                  "proposals": [{"id": p, "pot": "main", "cost": c} for p, c in costs.items()]}
    out = recount.Pot(round_json, "", pot, [("all", ballot) for ballot in ballots], "")
    out.unit = 1  # a bare file without decimals
    return out


def main():
    chance = random.Random(5)
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "election.pb")
        for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 60):
            kind = "points" if number % 3 == 0 else "approval"
            case = election(chance, kind)
            with open(file, "w", encoding="ascii") as out:
                out.write(as_pb(*case, kind))
            for rule, parameters in RULES:
                flags = [w for name, value in parameters.items()
                         for w in (["--per-cost"] if name == "per-cost" else ["--" + name, value])
                         if value != "default" and w != "--score"]
                said = subprocess.run(
                    [sys.argv[1], "count", "--pb", file, "--rule", rule, "--ties", "id", "--json"]
                    + flags, capture_output=True, text=True, check=True).stdout
                theirs = json.loads(said)["winners"]
                ours = recount.RULES[rule](as_pot(*case, kind), parameters)
                compared += 1
                if ours != theirs:
                    print(f"FAIL {rule} {flags}: {theirs}, recount.py {ours}")
                    print(as_pb(*case, kind))
                    return 1
    print(f"{compared} counts agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
