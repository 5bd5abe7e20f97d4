# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/FORMAT.md "count.json" fixes, of any version: its keys, its ids and steps, and what the
result note says too."""
import json
import re
from decimal import Decimal

from notes import need

STATUSES = {"funded", "part-funded", "fixed", "not-funded"}
ACTIONS = {"fund", "part-fund", "skip", "stop", "bar", "raise", "complete", "settle", "leftover"}
VALUE = r"-?(?:0|[1-9][0-9]*)(?:/[1-9][0-9]*)?|inf"


def once(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "count.json: a key twice")
    return dict(pairs)


def keys(value, names, where):
    """Exactly these, in this order; those with ? may be missing."""
    need(isinstance(value, dict), f"count.json: {where}: expected an object")
    expected = [name.strip("?") for name in names.split() if name.strip("?") in value or name[-1] != "?"]
    need(list(value) == expected, f"count.json: {where}: other keys, or another order")
    return value


def whole(value, where, most=10**15, least=0):
    need(type(value) is int and least <= value <= most, f"count.json: {where}: not such a number")
    return value


def text(value, where):
    need(isinstance(value, str), f"count.json: {where}: expected a text")
    return value


def pence(value, where):
    need(type(value) in (int, Decimal) and 0 <= value <= 10**12 and value * 100 == int(value * 100),
         f"count.json: {where}: not money")
    return int(value * 100)


def default_score(round_json):
    """By its name where all pots have one."""
    names = {"ranking": "borda", "approval": "votes", "knapsack": "votes", "choose-1": "votes"}
    scores = {names.get(pot["ballot"]["type"], "points") for pot in round_json["pots"]}
    return scores.pop() if len(scores) == 1 else "default"


class CountJson:
    def __init__(self, data, round_json):
        try:
            found = json.loads(data.decode("utf-8"), parse_float=Decimal, object_pairs_hook=once)
        except (ValueError, RecursionError):
            need(False, "count.json: expected JSON in UTF-8")
        objective = " objective" if round_json["count"]["rule"] == "max-welfare" else ""
        self.top = keys(found, f"rule parameters winners cost budget left ballots{objective} part_funded "
                               "ties trace", "top")
        self.trace = keys(found["trace"], "measure pots projects steps", "trace")
        self.round = round_json
        self.ids = [p["id"] for p in round_json["proposals"]]
        self.pots = [p["id"] for p in round_json["pots"]]

    def projects(self, value, where):
        need(isinstance(value, list) and all(isinstance(one, str) and one in self.ids for one in value),
             f"count.json: {where}: expected proposals of the round")

    def check(self, rule, parameters, funded, left, ballots):
        """`funded`: (proposal, pence) in the order of the result note."""
        top, awarded = self.top, dict(funded)
        need(top["rule"] == rule, "count.json: another rule")
        said = dict(parameters)
        if said.get("score") == "default":
            said["score"] = default_score(self.round)
        order = ("score", "per-cost", "on-misfit", "utility", "completion", "ties")
        need(isinstance(top["parameters"], dict) and list(top["parameters"].items())
             == [(name, said[name]) for name in order if name in said], "count.json: other parameters")
        need(top["winners"] == [p for p, _ in funded], "count.json: other winners")
        need(pence(top["left"], "left") == left and pence(top["cost"], "cost") == sum(awarded.values())
             and pence(top["budget"], "budget") == left + sum(awarded.values()), "count.json: other money")
        need(whole(top["ballots"], "ballots") == ballots, "count.json: another number of ballots")
        if "objective" in top:
            whole(top["objective"], "objective", most=2**127 - 1)
        self.check_steps()
        self.check_projects(awarded)
        need(isinstance(top["ties"], list), "count.json: ties: expected a list")
        for tie in top["ties"]:
            keys(tie, "step projects funded", "ties")
            whole(tie["step"], "ties: step", len(self.trace["steps"]), 1)
            self.projects(tie["projects"], "ties")
            self.projects(tie["funded"], "ties")

    def check_projects(self, awarded):
        listed, parts = self.trace["projects"], {}
        need(isinstance(listed, list) and isinstance(self.trace["pots"], list)
             and len(listed) == len(self.ids), "count.json: other proposals than the round's")
        pots = [(pot["id"], pence(pot["limit"], "limit"))
                for pot in (keys(pot, "id limit", "pots") for pot in self.trace["pots"])]
        need(pots == [(pot["id"], pot["limit"]) for pot in self.round["pots"]], "count.json: other pots")
        for one, proposal in zip(listed, self.round["proposals"]):
            keys(one, "id cost pot votes score status step awarded reason", "projects")
            where = f"project {proposal['id']}"
            need((one["id"], pence(one["cost"], where), one["pot"])
                 == (proposal["id"], proposal["cost"], proposal["pot"]), f"count.json: {where}: not the round's")
            whole(one["votes"], where)
            need(re.fullmatch(VALUE, text(one["score"], where)), f"count.json: {where}: its score")
            whole(one["step"], where, len(self.trace["steps"]))
            text(one["reason"], where)
            paid = pence(one["awarded"], where)
            need(paid == awarded.get(one["id"], 0), f"count.json: {where}: another sum was awarded")
            status = text(one["status"], where)
            need(status in STATUSES and (status == "not-funded") == (one["id"] not in awarded),
                 f"count.json: {where}: another status")
            if status == "part-funded":
                parts[one["id"]] = paid
        found = self.top["part_funded"]
        need(isinstance(found, dict) and {p: pence(v, "part_funded") for p, v in found.items()} == parts,
             "count.json: part_funded")

    def check_steps(self):
        text(self.trace["measure"], "measure")
        need(isinstance(self.trace["steps"], list), "count.json: steps: expected a list")
        for at, step in enumerate(self.trace["steps"], 1):
            where = f"step {at}"
            keys(step, "number pot action project? candidates? tied? facts? paid left reason", where)
            whole(step["number"], where, at, at)
            need(step["pot"] in self.pots and text(step["action"], where) in ACTIONS,
                 f"count.json: {where}: pot or action")
            self.projects([step["project"]] if "project" in step else [], where)
            self.projects(step.get("tied", []), where)
            compared = step.get("candidates", [])
            need(isinstance(compared, list), f"count.json: {where}: candidates")
            for one in compared:
                keys(one, "project value", where)
                need(re.fullmatch(VALUE, text(one["value"], where)), f"count.json: {where}: a value")
                self.projects([one["project"]], where)
            facts = step.get("facts", {})
            need(isinstance(facts, dict), f"count.json: {where}: facts")
            for fact in facts.values():
                text(fact, where)
            pence(step["paid"], where)
            pence(step["left"], where)
            text(step["reason"], where)
