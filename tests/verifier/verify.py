#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second verifier of a published folder, written from docs/FORMAT.md and docs/RULES.md and
nothing else: no library of ours, no package, its own Ed25519. `verify.py FOLDER [ORGANISER_KEY]`
exits 0 and says what it checked, or 1 and says what is wrong. recount.py counts again; where it does
not know the rule or an option, the exit code is 3: all the rest is good."""
import json
import os
import re
import sys

import ed25519
import recount
from boxes import Box
from count_json import CountJson
from notes import HEX, NUMBER, SLUG, Bad, Key, Note, lines_of, need, number, sha, whole

VOTE = r"(?:0|-?[1-9][0-9]*)"


def vote(text):
    return number(text, "a vote", 10**14, -10**14)


class Audit:
    def __init__(self, folder):
        self.files, self.boxes, self.alarms = {}, {}, set()
        self.envelopes, self.folders, self.votes = [], [], []
        for place, folders, names in os.walk(folder):
            need(folders or names, f"{place} is empty")
            for name in folders + names:
                need(not os.path.islink(os.path.join(place, name)), f"{name} is a link")
            for name in names:
                path = os.path.join(place, name)
                with open(path, "rb") as file:
                    self.files[os.path.relpath(path, folder)] = file.read()

    def take(self, path):
        need(path in self.files, f"{path} is missing")
        return self.files[path]

    def note(self, path):
        return whole(self.take(path), path)

    def listed(self, entries, folder, besides):
        """The files of `folder` are exactly those of the sha256 lines and `besides`."""
        paths = [path for _, path in entries]
        need(paths == sorted(set(paths)), f"{folder}: sha256 lines are not sorted")
        here = {path[len(folder):] for path in self.files if path.startswith(folder)}
        need(here == set(paths) | besides, f"{folder or 'the folder'}: files are missing or added")
        for digest, path in entries:
            need(sha(self.files[folder + path]).hex() == digest, f"{folder}{path} was changed")

    def run(self, organiser):
        self.result()
        self.pack(organiser)
        self.pages()
        self.rolls()
        for entry in self.roll:
            self.box(*entry)
        others = {path.split("/")[1] for path in self.files if path.startswith("bundles/")}
        need(others == set(self.folders), "bundles/: one is of no box on the roll")
        self.closing()
        self.opened()
        self.ballots()
        self.count()

    def result(self):
        note = self.result_note = self.note("result.note")
        (self.r_round, self.r_closing, self.rule, self.parameters, self.counts, self.funded, self.left,
         self.r_reasons, files) = note.fields(
             "result", rf"round ({HEX})", rf"closing ({HEX})", r"rule (\S+)",
             rf"*parameter ({SLUG}) (.+)", rf"*count (\S+) ({NUMBER})",
             rf"*funded ({SLUG}) ([1-9][0-9]*)", rf"left ({NUMBER})",
             rf"*explain ({SLUG}) (.+)", rf"*sha256 ({HEX})  (\S+)")
        self.listed(files, "", {"result.note"})
        places = r"(pack|rolls|bundles|results)/.+|(closing|opened)\.note|(ballots|votes|rejected)\.txt" \
                 r"|count\.json|readme\.txt"
        need(all(re.fullmatch(places, path) for _, path in files), "a file that has no place here")
        need([value for name, value in self.parameters if name == "pages"],
             "result.note: does not say who wrote the pages")

    def pages(self):
        codes = [code.replace("@", "-") for code in self.round["languages"]] + ["index"]
        here = {path for path in self.files if path.startswith("results/")}
        need(here == {f"results/{code}.html" for code in codes}, "results/: not a page per language")
        need({"count.json", "readme.txt"} <= set(self.files), "count.json or readme.txt is missing")

    def pack(self, organiser):
        note = self.note("pack/round.note")
        _, key, self.tally_key, files = note.fields(
            "round", r"title (.+)", r"organiser (\S+)", rf"tally ({HEX})",
            rf"*sha256 ({HEX})  (\S+)")
        self.organiser, self.round_id = Key(key), note.id
        need(organiser in (None, key), "the organiser's key is not the one on the posters")
        need(note.signed_by([self.organiser]) == [], "pack/round.note: expected one signature")
        self.listed(files, "pack/", {"round.note"})
        text = self.take("pack/round.json").decode("utf-8")
        self.round = json.loads(text, parse_float=lambda _: need(False, "round.json: a fraction"))
        need(json.dumps(self.round, indent=1, ensure_ascii=False) + "\n" == text,
             "pack/round.json: not written in the one way")
        self.block = self.round["block"]
        self.styles = [style["id"] for style in self.round["styles"]]
        self.width = max(len(style["id"]) for style in self.round["styles"])
        self.signers = [self.organiser] + [Key(k) for k in self.round.get("witnesses", [])]
        self.cards = {}
        if self.round["has_cards"]:
            lines = lines_of(self.take("pack/cards.txt"), "cards.txt")
            need(lines == sorted(lines), "cards.txt: not sorted")
            for line in lines:
                match = re.fullmatch(rf"({HEX}) ({SLUG})", line)
                need(match and match[1] not in self.cards, "cards.txt: bad or repeated line")
                self.cards[match[1]] = match[2]
        for style in self.round["styles"]:
            need(list(self.cards.values()).count(style["id"]) == style.get("cards", 0),
                 "cards.txt: not as many cards as the round says")

    def witnessed(self, note):
        names = note.signed_by(self.signers)
        need(len(names) >= self.round["witness_quorum"], f"{note.what}: too few witnesses")
        return names

    def rolls(self):
        before, index = None, 1
        while f"rolls/roll-{index}.note" in self.files:
            note = self.note(f"rolls/roll-{index}.note")
            round_id, n, previous, reason, entries = note.fields(
                "roll", rf"round ({HEX})", rf"number ({NUMBER})", rf"?previous ({HEX})",
                r"?reason (.+)", rf"*(kiosk|paper) ({SLUG}) ({HEX})")
            self.witnessed(note)
            n = number(n, note.what, 10_000, 1)
            need(round_id == self.round_id and n == index and previous == before
                 and (reason is None) == (index == 1), f"{note.what}: not roll {index}")
            names = [name for _, name, _ in entries]
            need(names == sorted(set(names)), f"{note.what}: entries are not sorted")
            self.roll, self.roll_id = entries, note.id
            before, index = note.id, index + 1
        need(index > 1, "no roll")
        need(len([p for p in self.files if p.startswith("rolls/")]) == index - 1, "rolls/: more")

    def box(self, role, name, certificate_id):
        box = self.boxes[name] = Box(self, role, name)
        box.read(certificate_id)

    def choose(self):
        """Which envelopes are set aside ("What is opened")."""
        self.aside = set()
        if len({e[4][:32] for e in self.envelopes}) < len(self.envelopes):
            self.alarms.add("event-sealed-once")

        def rank(entry):
            kiosk, leaf, holder = entry[:3]
            text = f"tallystick/pick/v1\n{self.dice}\n{holder}\n{kiosk}"
            return sha(text.encode()), leaf

        def claim(entry):
            kiosk, leaf, holder = entry[:3]
            if self.boxes[kiosk].role == "paper":
                return holder, kiosk
            return holder if self.round["has_cards"] else leaf

        claims = {}
        for entry in sorted(self.envelopes, key=rank):
            if claims.setdefault(claim(entry), entry) is not entry:
                self.aside.add(entry)

    def closing(self):
        note = self.note("closing.note")
        self.witnessed(note)
        need(note.id == self.r_closing, "result.note is of another closing note")
        round_id, roll_id, boxes, merged, checked, cards, reasons, self.dice = note.fields(
            "closing", rf"round ({HEX})", rf"roll ({HEX})",
            rf"*(kiosk|paper) ({SLUG}) (final {NUMBER} {HEX}|missing .+)",
            rf"envelopes ({NUMBER}) ({HEX})", rf"spoiled ({NUMBER}) ({HEX})",
            rf"*cards ({SLUG})" + rf" ({NUMBER})" * 4, rf"*explain ({SLUG}) (.+)",
            r"dice ([1-6]{20,40})")
        need((round_id, roll_id) == (self.round_id, self.roll_id), "closing.note: another event")
        need([(role, kiosk) for role, kiosk, _ in boxes] == [e[:2] for e in self.roll],
             "closing.note: other boxes than the roll's")
        for _, kiosk, end in boxes:
            final = self.boxes[kiosk].final
            need(end == " ".join(("final",) + final) if final else end.startswith("missing "),
                 f"closing.note: not the last checkpoint of {kiosk}")
        text = "".join(f"{kiosk} {self.boxes[kiosk].lines[leaf]}\n"
                       for kiosk, leaf, *_ in self.envelopes)
        need(merged == (str(len(self.envelopes)), sha(text.encode()).hex()),
             "closing.note: other envelopes were opened")
        text = "".join(f"{kiosk} {leaf} {ballot}\n" for _, kiosk, _ in self.roll
                       for leaf, ballot in sorted(self.boxes[kiosk].spoiled))
        need(checked == (str(text.count("\n")), sha(text.encode()).hex()),
             "closing.note: other ballots were checked instead of cast")
        self.choose()
        need([c[0] for c in cards] == (self.styles if self.round["has_cards"] else []),
             "closing.note: not a line of cards for each style")
        for style, *numbers in cards:
            printed, issued, returned, spoiled = (number(n, "closing.note") for n in numbers)
            need(printed == list(self.cards.values()).count(style), "closing.note: printed cards")
            used = sum(1 for kiosk, _, _, s, _ in self.envelopes
                       if s == style and self.boxes[kiosk].role == "kiosk")
            if printed != issued + returned + spoiled:
                self.alarms.add("cards-balance")
            if used > issued:
                self.alarms.add("cards-envelopes")
        need([what for what, _ in reasons] == sorted(self.alarms),
             f"closing.note: alarms {sorted(self.alarms)}, reasons for {[w for w, _ in reasons]}")
        need(reasons == self.r_reasons, "result.note: other reasons than the closing note's")

    def opened(self):
        """What the tally key itself signed: these files were opened, and no others."""
        note = self.note("opened.note")
        round_id, closing_id, key, files = note.fields(
            "opened", rf"round ({HEX})", rf"closing ({HEX})", r"key (\S+)",
            rf"*sha256 ({HEX})  (\S+)")
        need((round_id, closing_id) == (self.round_id, self.r_closing), "opened.note: another event")
        key = Key(key)
        form = ed25519.montgomery(key.key)
        need(key.name == f"tallystick/tally/v1/{self.round_id}" and form
             and form.hex() == self.tally_key, "opened.note: its key is not the round's tally key")
        need(note.signed_by([key]) == [], "opened.note: expected one signature")
        bare = "votes.txt" in self.files
        need([path for _, path in files]
             == ["ballots.txt", "closing.note", "rejected.txt"] + ["votes.txt"] * bare,
             "opened.note: files are missing or added")
        for digest, path in files:
            need((bare and path == "ballots.txt") or sha(self.take(path)).hex() == digest,
                 f"{path} is not what was opened")
        need(dict(self.parameters).get("signed-list") == (files[0][0] if bare else None),
             "result.note: its signed list is not the one that was opened")

    def ballots(self):
        expected = {}
        there = {(e[0], e[1].hex()) for e in self.envelopes if e not in self.aside}
        lines = [re.fullmatch(rf"({SLUG}) ({HEX}) "
                              r"(unopenable|form|signature|round|box|style|number)", line)
                 for line in lines_of(self.take("rejected.txt"), "rejected.txt")]
        need(all(lines) and [m[0] for m in lines] == sorted({m[0] for m in lines}),
             "rejected.txt: its form")
        self.rejected = {(m[1], m[2]) for m in lines}
        need(self.rejected <= there and len(self.rejected) == len(lines),
             "rejected.txt: names what was not opened")
        for kiosk, leaf, _, style, _ in self.envelopes:
            if (kiosk, leaf.hex()) in there - self.rejected:
                expected[kiosk, style] = expected.get((kiosk, style), 0) + 1
        labels = all(n >= 10 for n in expected.values())
        need(("ballots.txt" in self.files, "votes.txt" in self.files) == (labels, not labels),
             "labels are published exactly where no group is small")
        (self.signed_list if labels else self.bare_list)(expected)

    def signed_list(self, expected):
        data, last, cells = self.take("ballots.txt"), "", {}
        spoiled = {ballot for box in self.boxes.values() for _, ballot in box.spoiled}
        while data:
            note = Note(data, f"ballots.txt behind {last or 'its start'}")
            data = note.rest
            round_id, kiosk, style, ballot, votes = note.fields(
                "ballot", rf"round ({HEX})", rf"kiosk ({SLUG})", rf"style ({SLUG})",
                r"id ([0-9a-f]{32})", rf"*vote ({SLUG}) ({VOTE})")
            need(round_id == self.round_id and kiosk in self.boxes and style in self.styles,
                 "ballots.txt: another event's")
            need(note.signed_by([self.boxes[kiosk].key]) == [], "ballots.txt: signatures")
            need(ballot > last and ballot not in spoiled, "ballots.txt: not sorted or checked")
            need([p for p, _ in votes] == sorted({p for p, _ in votes}), "ballots.txt: votes")
            cells[kiosk, style] = cells.get((kiosk, style), 0) + 1
            last = ballot
            self.votes.append((style, {p: vote(v) for p, v in votes}))
        need(cells == expected,
             "ballots.txt: not as many ballots as envelopes, kiosk by kiosk and style by style")

    def bare_list(self, expected):
        lines, styles = lines_of(self.take("votes.txt"), "votes.txt"), {}
        need([line.encode() for line in lines] == sorted(line.encode() for line in lines),
             "votes.txt: not sorted")
        for line in lines:
            style, *votes = line.split(" ")
            pairs = [re.fullmatch(rf"({SLUG})=({VOTE})", vote) for vote in votes]
            need(style in self.styles and all(pairs)
                 and [m[1] for m in pairs] == sorted({m[1] for m in pairs}), "votes.txt: its form")
            styles[style] = styles.get(style, 0) + 1
            self.votes.append((style, {m[1]: vote(m[2]) for m in pairs}))
        sums = {}
        for (_, style), n in expected.items():
            sums[style] = sums.get(style, 0) + n
        need(styles == sums, "votes.txt: not as many votes as envelopes, style by style")

    def count(self):
        names = self.witnessed(self.result_note)
        need(self.r_round == self.round_id, "result.note: another round")
        good = [(s, v) for s, v in self.votes if recount.keeps_rules(self.round, s, v)]
        spoiled = sum(len(box.spoiled) for box in self.boxes.values())
        counts = {"envelopes": len(self.envelopes), "set-aside": len(self.aside),
                  "rejected": len(self.rejected), "spoiled": spoiled, "ballots": len(good),
                  "invalid": len(self.votes) - len(good),
                  "blank": sum(1 for _, votes in good if not votes),
                  "bound": len(self.aside) + len(self.rejected) + spoiled}
        for style in self.styles:
            counts[f"ballots/{style}"] = sum(1 for s, _ in good if s == style)
            for kiosk in self.boxes:
                counts[f"envelopes/{kiosk}/{style}"] = sum(
                    1 for e in self.envelopes if (e[0], e[3]) == (kiosk, style))
        need(self.counts == sorted((name, str(n)) for name, n in counts.items()),
             "result.note: counts")
        parameters = recount.parameters_of(self.round["count"], self.dice)
        said = {name: value for name, value in self.parameters if name not in ("signed-list", "pages")}
        need(self.rule == self.round["count"]["rule"] and said == parameters
             and [n for n, _ in self.parameters] == sorted({n for n, _ in self.parameters}),
             "result.note: another rule than the round's")
        print(f"{len(self.votes)} ballots of {len(self.boxes)} boxes, witnessed by "
              f"{', '.join(names) or 'NOBODY'}; {len(self.aside)} set aside, "
              f"{len(self.rejected)} rejected, alarms explained: "
              f"{', '.join(sorted(self.alarms)) or 'none'}")
        CountJson(self.take("count.json"), self.round).check(
            self.rule, parameters, [(p, int(pence)) for p, pence in self.funded], int(self.left), len(good))
        funded = recount.allocate(self.round, self.round_id, good, self.dice)
        need([(p, str(pence)) for p, pence in funded] == self.funded
             and self.round["fund"] - sum(pence for _, pence in funded) == int(self.left),
             "counting again funds something else")
        for proposal, pence in funded:
            print(f"funded {proposal}: {pence} pence")


def main(arguments):
    try:
        audit = Audit(arguments[0])
        audit.run(arguments[1] if len(arguments) > 1 else None)
    except (Bad, KeyError, ValueError) as problem:
        print(f"BAD: {problem}")
        return 1
    except recount.NotKnown as option:
        print(f"good, but NOT counted again: {option}")
        return 3
    print("good: every signature, hash, log and number agrees")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
