# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a ballot keeps its round's rules, and who is funded: docs/FORMAT.md "Rules of a ballot" and
docs/RULES.md, in fractions. `allocate` gives the funded proposals in order with their pence, or raises
NotKnown for what this verifier does not count."""
import hashlib
import itertools
from fractions import Fraction


class NotKnown(Exception):
    """A rule or an option that is not counted here, by its name."""


def keeps_rules(round_json, style, votes):
    """`votes`: proposal id -> integer, as on the ballot."""
    if not votes:
        return round_json["blank_ballots"]
    pots = {pot["id"]: pot for pot in round_json["pots"]}
    own = next(s["pots"] for s in round_json["styles"] if s["id"] == style)
    proposals = {p["id"]: p for p in round_json["proposals"]}
    if any(p not in proposals or proposals[p]["pot"] not in own for p in votes):
        return False
    for pot in own:
        inside = [p for p in round_json["proposals"] if p["pot"] == pot]
        given = {p["id"]: votes[p["id"]] for p in inside if p["id"] in votes}
        if not keeps_pot(pots[pot], {p["id"]: p for p in inside}, given):
            return False
    return True


def keeps_pot(pot, inside, given):
    rules = pot["ballot"]
    kind, least, most = rules["type"], rules.get("min", 0), rules.get("max", 0)
    values = list(given.values())
    if kind in ("approval", "knapsack", "choose-1"):
        if kind == "choose-1":
            least = most = 1
        if kind == "knapsack" and sum(inside[p]["cost"] for p in given) > pot["limit"]:
            return False
        return (all(v == 1 for v in values) and len(values) >= least
                and (most == 0 or len(values) <= most))
    if kind == "points":
        total, each = rules.get("total", 0), rules.get("max_each", 0)
        return (all(v >= 1 and (each == 0 or v <= each) for v in values) and sum(values) <= total
                and (sum(values) == total or not rules.get("exactly_all")) and len(values) >= least)
    if kind == "score":
        low, high = rules.get("lowest", 0), rules.get("highest", 0)
        return (all(low <= v <= high for v in values)
                and (rules.get("gap", "refused") != "refused" or len(given) == len(inside)))
    if kind == "ranking":
        return (sorted(values) == list(range(1, len(values) + 1))
                and (most == 0 or len(values) <= most)
                and (not rules.get("exactly_all") or len(values) >= most))
    if kind == "amount":
        def keeps(p, v):
            low, step = inside[p].get("amount_min", 0), inside[p].get("amount_step", 0)
            return low <= v <= inside[p]["cost"] and (step == 0 or (v - low) % step == 0)
        return all(keeps(p, v) for p, v in given.items())
    plus, minus = sum(v for v in values if v > 0), -sum(v for v in values if v < 0)
    return (0 not in values and plus <= rules.get("max_plus", 0)
            and minus <= rules.get("max_minus", 0) and (minus == 0 or plus > 0))


def parameters_of(count, dice):
    """The rule's parameters, as the result note must have them."""
    rule = count["rule"]
    out = {"ties": f"lot:{dice}" if count.get("ties", "lot") == "lot" else count["ties"]}
    if rule == "greedy":
        out["score"] = count.get("score", "default")
        out["on-misfit"] = count.get("on_misfit", "skip")
        if count.get("per_cost"):
            out["per-cost"] = "yes"
    if rule in ("max-welfare", "equal-shares"):
        out["utility"] = count.get("utility", "cost")
    if count.get("completion"):
        out["completion"] = count["completion"]
    return out


class Pot:
    """One pot with the ballots of those who have it, as the rules see them."""

    def __init__(self, round_json, round_id, pot, ballots, dice):
        self.limit, self.kind, self.unit = pot["limit"], pot["ballot"]["type"], 100
        self.projects = [p for p in round_json["proposals"] if p["pot"] == pot["id"]]
        self.cost = {p["id"]: p["cost"] for p in self.projects}
        styles = {s["id"] for s in round_json["styles"] if pot["id"] in s["pots"]}
        self.ballots = [{p: v for p, v in votes.items() if p in self.cost}
                        for style, votes in ballots if style in styles]
        if self.kind == "score" and pot["ballot"].get("gap") == "zero":
            for votes in self.ballots:
                if votes:
                    for p in self.cost:
                        votes.setdefault(p, 0)
        self.round_id, self.dice = round_id, dice
        self.ties = round_json["count"].get("ties", "lot")

    def lot(self, p):
        text = f"tallystick/tie/v1\n{self.dice}\n{self.round_id}\n{p}"
        return hashlib.sha256(text.encode()).hexdigest()

    def tie(self, p):
        votes = sum(p in ballot for ballot in self.ballots)
        return {"lot": lambda: self.lot(p), "id": lambda: p.encode(),
                "file": lambda: list(self.cost).index(p),
                "cost": lambda: (self.cost[p], p.encode()),
                "votes": lambda: (-votes, p.encode())}[self.ties]()

    def score(self, p, how):
        if how == "default":
            how = ("borda" if self.kind == "ranking" else
                   "votes" if self.kind in ("approval", "knapsack", "choose-1") else "points")
        given = [b for b in self.ballots if p in b]
        if how == "votes":
            return len(given)
        if how == "borda":
            return sum(len(b) - b[p] for b in given)
        total = sum(b[p] for b in given)
        return total if how == "points" else Fraction(total, len(given) or 1)

    def utility(self, ballot, p, how):
        if p not in ballot:
            return 0
        return {"cost": self.cost[p], "count": 1, "score": ballot[p],
                "borda": len(ballot) - ballot[p]}[how]

    def greedy(self, parameters):
        how, per_cost = parameters["score"], "per-cost" in parameters
        key = {p: Fraction(self.score(p, how)) / (c if per_cost else 1)
               for p, c in self.cost.items()}
        left, funded = self.limit, []
        for p in sorted(self.cost, key=lambda p: (-key[p], self.tie(p))):
            if self.cost[p] <= left:
                left -= self.cost[p]
                funded.append(p)
            elif parameters["on-misfit"] == "stop":
                break
        return funded

    def max_welfare(self, parameters):
        order = sorted(self.cost, key=self.tie)
        worth = {p: sum(self.utility(b, p, parameters["utility"]) for b in self.ballots)
                 for p in order}
        able = [p for p in order if worth[p] > 0]
        if len(able) > 16:
            raise NotKnown(f"max-welfare of {len(able)} proposals")
        best, funded = 0, []
        sets = (s for n in range(len(able) + 1) for s in itertools.combinations(able, n))
        for chosen in sorted(sets, key=lambda s: [order.index(p) for p in s]):
            total = sum(worth[p] for p in chosen)
            if sum(self.cost[p] for p in chosen) <= self.limit and total > best:
                best, funded = total, list(chosen)
        return funded

    def share_run(self, start, how):
        """Purchases of one run of Equal Shares, every voter starting with `start`."""
        utility = {p: [self.utility(b, p, how) for b in self.ballots] for p in self.cost}
        money, funded = [Fraction(start)] * len(self.ballots), []
        while True:
            best = None
            for p in self.cost:
                backers = [i for i, u in enumerate(utility[p]) if u > 0]
                if p in funded or sum(money[i] for i in backers) < self.cost[p] or not backers:
                    continue
                # Those who can pay least per unit pay all they have; the others share the rest.
                backers.sort(key=lambda i: money[i] / utility[p][i])
                rest, units = Fraction(self.cost[p]), sum(utility[p][i] for i in backers)
                for i in backers:
                    if money[i] * units >= rest * utility[p][i]:
                        break
                    rest -= money[i]
                    units -= utility[p][i]
                key = (rest / units, self.tie(p))
                if best is None or key < best[0]:
                    best = (key, p)
            if best is None:
                return funded
            (rho, _), p = best
            money = [m - min(m, rho * u) if u > 0 else m for m, u in zip(money, utility[p])]
            funded.append(p)

    def equal_shares(self, parameters):
        how, count = parameters["utility"], max(1, len(self.ballots))
        worth = {p: sum(self.utility(b, p, how) for b in self.ballots) for p in self.cost}
        spent = lambda funded: sum(self.cost[p] for p in funded)
        open_ = lambda funded: [p for p in self.cost if p not in funded and worth[p] > 0
                                and self.cost[p] <= self.limit - spent(funded)]
        total = Fraction(self.limit)
        funded = self.share_run(total / count, how)
        for completion in filter(None, parameters.get("completion", "").split(",")):
            step = {"add1": self.unit * count, "increase-1pct": Fraction(self.limit, 100)}.get(completion)
            if not open_(funded):
                break
            if step is None:
                order = sorted((p for p in self.cost if p not in funded),
                               key=lambda p: (-Fraction(worth[p], self.cost[p]), self.tie(p)))
                for p in order:
                    if self.cost[p] <= self.limit - spent(funded):
                        funded.append(p)
                break
            while open_(funded):
                raised = self.share_run((total + step) / count, how)
                if spent(raised) > self.limit:
                    break
                total, funded = total + step, raised
        return funded

    def phragmen(self, _):
        load, funded, left = [Fraction(0)] * len(self.ballots), [], self.limit
        while True:
            rank = []
            for p in self.cost:
                backers = [i for i, b in enumerate(self.ballots) if p in b]
                if p not in funded and backers:
                    new = (self.cost[p] + sum(load[i] for i in backers)) / len(backers)
                    rank.append((new, self.tie(p), p, backers))
            if not rank:
                return funded
            least = min(rank)[0]
            if any(self.cost[p] > left for new, _, p, _ in rank if new == least):
                return funded
            new, _, p, backers = min(rank)
            for i in backers:
                load[i] = new
            left -= self.cost[p]
            funded.append(p)


RULES = {"greedy": Pot.greedy, "max-welfare": Pot.max_welfare,
         "equal-shares": Pot.equal_shares, "phragmen": Pot.phragmen}


def not_known(round_json):
    """The rule or the first option of the round that is not counted here, or None."""
    count = round_json["count"]
    if count["rule"] not in RULES:
        return f"rule {count['rule']}"
    known = {"rule", "score", "on_misfit", "per_cost", "utility", "completion", "ties"}
    for name, value in count.items():
        if name not in known or (name, value) in (("on_misfit", "part-fund"), ("ties", "refuse")):
            return name if name not in known else f"{name} {value}"
    return None


def allocate(round_json, round_id, ballots, dice):
    """[(proposal, pence)] in the order funded; NotKnown for what is not counted here. Money left in a
    pot is added to the limit of the pot that the round names, which is counted later."""
    reason = not_known(round_json)
    if reason:
        raise NotKnown(reason)
    pots, moved, funded = [pot["id"] for pot in round_json["pots"]], {}, []
    for at, pot in enumerate(round_json["pots"]):
        here = Pot(round_json, round_id, pot, ballots, dice)
        here.limit += moved.get(pot["id"], 0)
        found = RULES[round_json["count"]["rule"]](here, parameters_of(round_json["count"], dice))
        left, to = here.limit - sum(here.cost[p] for p in found), pot.get("leftover_to")
        if to and to not in pots[at + 1:]:
            raise NotKnown(f"leftover_to {to}, which is counted before {pot['id']}")
        if to:
            moved[to] = moved.get(to, 0) + left
        funded += [(p, here.cost[p]) for p in found]
    return funded
