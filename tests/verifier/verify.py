#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second verifier of a published folder, written from docs/FORMAT.md and docs/RULES.md and
nothing else: no library of ours, no package, its own Ed25519. `verify.py FOLDER [ORGANISER_KEY]`
exits 0 and says what it checked, or 1 and says what is wrong. It recounts rounds of the commonest
kind (greedy by votes); of others it says that it did not."""
import base64
import hashlib
import json
import os
import re
import sys
import unicodedata

import ed25519

SLUG = r"[a-z0-9][a-z0-9-]{0,31}"
HEX = r"[0-9a-f]{64}"


class Bad(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Bad(what)


def sha(data):
    return hashlib.sha256(data).digest()


def unbase64(text, size, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad(f"{what}: not base64") from None
    need(len(data) == size and base64.b64encode(data).decode() == text, f"{what}: bad base64")
    return data


# Text and notes ------------------------------------------------------------------------------


def lines_of(data, what):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad(f"{what}: not UTF-8") from None
    if not text:
        return []
    need(text.endswith("\n"), f"{what}: no line feed at the end")
    for c in text:
        n = ord(c)
        direction = n in (0x061C, 0x200E, 0x200F) or 0x202A <= n <= 0x202E or 0x2066 <= n <= 0x2069
        nothing = 0xFDD0 <= n <= 0xFDEF or n & 0xFFFE == 0xFFFE or n == 0xFEFF
        control = unicodedata.category(c) == "Cc" and c != "\n"
        need(not (direction or nothing or control or n in (0x2028, 0x2029)),
             f"{what}: U+{n:04X} may not stand here")
    lines = text[:-1].split("\n")
    need(all(line and line == line.strip(" ") for line in lines),
         f"{what}: an empty line, or a space at a line's end")
    return lines


class Key:
    def __init__(self, text):
        match = re.fullmatch(r"([\x21-\x2a\x2c-\x7e]{1,128})\+([0-9a-f]{8})\+(\S+)", text)
        need(match, f"not a verifier key: {text}")
        blob = unbase64(match[3], 33, "verifier key")
        self.name, self.text, self.key = match[1], text, blob[1:]
        self.id = sha(self.name.encode() + b"\n" + blob)[:4]
        need(blob[0] == 1 and self.id.hex() == match[2], f"not a verifier key: {text}")


class Note:
    """One note; `rest` is what follows its last signature line."""

    def __init__(self, data, what):
        head, gap, tail = data.partition(b"\n\n")
        need(gap, f"{what}: not a signed note")
        self.what, self.data = what, head + b"\n"
        self.lines = lines_of(self.data, what)
        self.id = sha(self.data).hex()
        self.signatures = []
        while tail.startswith(b"\xe2\x80\x94 "):
            line, lf, tail = tail.partition(b"\n")
            parts = line[4:].decode("ascii", "replace").split(" ")
            need(lf and len(parts) == 2, f"{what}: bad signature line")
            blob = unbase64(parts[1], 68, what)
            need(parts[0] not in [s[0] for s in self.signatures], f"{what}: signed twice")
            self.signatures.append((parts[0], blob[:4], blob[4:]))
        need(1 <= len(self.signatures) <= 16, f"{what}: no signature, or too many")
        self.rest = tail

    def signed_by(self, keys):
        """The first by keys[0]; others by some of the rest, ordered by name. Their names."""
        names = []
        for i, (name, key_id, signature) in enumerate(self.signatures):
            known = [k for k in (keys[:1] if i == 0 else keys[1:])
                     if (k.name, k.id) == (name, key_id)]
            need(known, f"{self.what}: {name} may not sign here")
            need(ed25519.verify(known[0].key, self.data, signature),
                 f"{self.what}: the signature of {name} is wrong")
            names.append(name)
        need(names[1:] == sorted(names[1:]), f"{self.what}: witnesses are not in order")
        return names[1:]

    def fields(self, kind, *patterns):
        """Lines against `keyword pattern`; '?' first: optional, '*': any number, in order."""
        need(self.lines[0] == f"tallystick/{kind}/v1", f"{self.what}: not a {kind} note")
        out, at = [], 1
        for pattern in patterns:
            flag = pattern[0] if pattern[0] in "?*" else ""
            found = []
            while at < len(self.lines):
                match = re.fullmatch(pattern.lstrip("?*"), self.lines[at])
                if not match:
                    break
                found.append(match.groups() if len(match.groups()) > 1 else match[1])
                at += 1
                if flag != "*":
                    break
            need(flag or found, f"{self.what}: line {at + 1}: expected {pattern}")
            out.append(found if flag == "*" else found[0] if found else None)
        need(at == len(self.lines), f"{self.what}: line {at + 1}: not expected here")
        return out


def whole(data, what):
    note = Note(data, what)
    need(note.rest == b"", f"{what}: something stands behind the note")
    return note


# The event -----------------------------------------------------------------------------------


class Audit:
    def __init__(self, folder):
        self.files, self.boxes, self.holders, self.cells = {}, {}, {}, {}
        self.spoiled, self.sealed, self.cast_out = set(), set(), {}
        for place, folders, names in os.walk(folder):
            for name in folders + names:
                need(not os.path.islink(os.path.join(place, name)), f"{name} is a link")
            need(folders or names, f"{place} is an empty folder")
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
        self.rolls()
        for entry in self.roll:
            self.bundle(*entry)
        self.closing()
        self.ballots()
        self.count()

    def result(self):
        note = self.result_note = self.note("result.note")
        (self.r_round, self.r_closing, self.rule, self.parameters, counts, self.funded, self.left,
         _, files) = note.fields(
             "result", rf"round ({HEX})", rf"closing ({HEX})", r"rule (\S+)",
             rf"*parameter ({SLUG}) (.+)", r"*count (\S+) (0|[1-9][0-9]*)",
             rf"*funded ({SLUG}) ([1-9][0-9]*)", r"left (0|[1-9][0-9]*)",
             rf"*explain ({SLUG}) (.+)", rf"*sha256 ({HEX})  (\S+)")
        self.counts = dict(counts)
        self.listed(files, "", {"result.note"})

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
        before, number = None, 1
        while f"rolls/roll-{number}.note" in self.files:
            note = self.note(f"rolls/roll-{number}.note")
            round_id, n, previous, reason, entries = note.fields(
                "roll", rf"round ({HEX})", r"number ([1-9][0-9]*)", rf"?previous ({HEX})",
                r"?reason (.+)", rf"*(kiosk|paper) ({SLUG}) ({HEX})")
            self.witnessed(note)
            need(round_id == self.round_id and int(n) == number and previous == before
                 and (reason is None) == (number == 1), f"{note.what}: not roll {number}")
            names = [name for _, name, _ in entries]
            need(names == sorted(set(names)), f"{note.what}: entries are not sorted")
            self.roll, self.roll_id = entries, note.id
            before, number = note.id, number + 1
        need(number > 1, "no roll")
        need(len([p for p in self.files if p.startswith("rolls/")]) == number - 1, "rolls/: more")

    def bundle(self, role, kiosk, certificate_id):
        pattern = rf"bundles/{self.round_id[:8]}-{kiosk}-([0-9]+)-closed/bundle\.note"
        found = [m for m in (re.fullmatch(pattern, path) for path in self.files) if m]
        need(len(found) == 1, f"{kiosk}: expected one closed bundle")
        folder = found[0][0][:-len("bundle.note")]
        certificate = self.note(folder + "kiosk.note")
        fields = certificate.fields("kiosk", rf"round ({HEX})", rf"kiosk ({SLUG})",
                                    r"role (kiosk|paper)", r"key (\S+)", r"most ([1-9][0-9]*)")
        need(fields[:3] == [self.round_id, kiosk, role] and certificate.id == certificate_id,
             f"{kiosk}: the certificate is not the one on the roll")
        need(certificate.signed_by([self.organiser]) == [], f"{kiosk}: certificate's signatures")
        key = Key(fields[3])
        need(key.name == f"tallystick/log/v1/{self.round_id}/{kiosk}", f"{kiosk}: key's name")

        note = self.note(folder + "bundle.note")
        need(note.signed_by([key]) == [], f"{kiosk}: bundle's signatures")
        (round_id, name, _, envelopes, waiting, spoiled, _, epochs, checkpoint_id,
         files) = note.fields(
             "bundle", rf"round ({HEX})", rf"kiosk ({SLUG})", r"state (closed)",
             r"envelopes ([0-9]+)", r"waiting ([0-9]+)", r"spoiled ([0-9]+)", r"uncast ([0-9]+)",
             r"*epoch ([0-9]+)", rf"checkpoint ({HEX})", rf"*sha256 ({HEX})  (\S+)")
        need((round_id, name, waiting) == (self.round_id, kiosk, "0"), f"{kiosk}: another's bundle")
        self.listed(files, folder, {"bundle.note"})

        lines = lines_of(self.take(folder + "envelopes.txt"), f"{kiosk}/envelopes.txt")
        leaves = [sha(b"\0" + line.encode()) for line in lines]
        checkpoint = self.note(folder + "checkpoint.note")
        need(checkpoint.signed_by([key]) == [] and checkpoint.id == checkpoint_id,
             f"{kiosk}: checkpoint")
        root = merkle_root(leaves)
        need(checkpoint.lines == [key.name, str(len(lines)), base64.b64encode(root).decode()],
             f"{kiosk}: the checkpoint is not of these envelopes")
        need(len(lines) == int(envelopes) == int(found[0][1]) <= int(fields[4]),
             f"{kiosk}: number of envelopes")
        start = 0
        for end in map(int, epochs):
            need(leaves[start:end] == sorted(leaves[start:end]) and start < end <= len(lines),
                 f"{kiosk}: an epoch is not sorted")
            need(end == len(lines) or end - start >= self.round["epoch"], f"{kiosk}: small epoch")
            start = end
        need(start == len(lines), f"{kiosk}: epochs do not reach the end")
        for line in lines:
            self.envelope(role, kiosk, line)
        cast_out = [re.fullmatch(rf"({HEX}) ([0-9a-f]{{32}})", line)
                    for line in lines_of(self.take(folder + "spoiled.txt"), f"{kiosk}/spoiled.txt")]
        need(all(cast_out) and len(cast_out) == int(spoiled), f"{kiosk}/spoiled.txt")
        need(not {m[1] for m in cast_out} & {leaf.hex() for leaf in leaves},
             f"{kiosk}: a checked ballot was cast")
        self.spoiled |= {m[2] for m in cast_out}
        self.cast_out[kiosk] = [m[0] for m in cast_out]
        self.boxes[kiosk] = (key, role, lines, leaves, root)

    def envelope(self, role, kiosk, line):
        match = re.fullmatch(rf"([csp]) ({HEX}) ([a-z0-9.-]{{{self.width}}}) (\S+) (\S+)", line)
        need(match, f"{kiosk}: not an envelope line")
        kind, holder, padded, sealed, signature = match.groups()
        style = padded.rstrip(".")
        unbase64(sealed, self.block + 48, f"{kiosk}: sealed ballot")
        blob = unbase64(signature, 64, f"{kiosk}: card's signature")
        allowed = "p" if role == "paper" else "c" if self.round["has_cards"] else "s"
        need(kind == allowed, f"{kiosk}: an envelope of kind {kind}")
        if kind == "c":
            need(self.cards.get(holder) == style, f"{kiosk}: an unknown card")
            text = f"tallystick/envelope/v1\n{self.round_id}\n{kiosk}\n{style}\n{sealed}\n"
            need(ed25519.verify(bytes.fromhex(holder), text.encode(), blob),
                 f"{kiosk}: a card's signature is wrong")
        else:
            need(blob == bytes(64), f"{kiosk}: a signature where there is no card")
        need(sealed not in self.sealed, f"{kiosk}: sealed bytes twice")
        need(holder not in self.holders, f"{kiosk}: a card twice (this verifier stops there)")
        self.sealed.add(sealed)
        self.holders[holder] = style
        self.cells[kiosk, style] = self.cells.get((kiosk, style), 0) + 1

    def closing(self):
        note = self.note("closing.note")
        self.witnessed(note)
        need(note.id == self.r_closing, "result.note is of another closing note")
        round_id, roll_id, boxes, merged, spoiled_list, cards, _, self.dice = note.fields(
            "closing", rf"round ({HEX})", rf"roll ({HEX})",
            rf"*(kiosk|paper) ({SLUG}) final ([0-9]+) ({HEX})", rf"envelopes ([0-9]+) ({HEX})", rf"spoiled ([0-9]+) ({HEX})",
            rf"*cards ({SLUG}) ([0-9]+) ([0-9]+) ([0-9]+) ([0-9]+)", rf"*explain ({SLUG}) (.+)",
            r"dice ([1-6]{20,40})")
        need((round_id, roll_id) == (self.round_id, self.roll_id), "closing.note: another event")
        need(boxes == [(role, kiosk, str(len(self.boxes[kiosk][2])), self.boxes[kiosk][4].hex())
                       for role, kiosk, _ in self.roll], "closing.note: other logs were closed")
        # The merged envelopes: `<kiosk> <line>`, sorted by kiosk, then leaf hash.
        text = "".join(f"{kiosk} {line}\n" for kiosk in sorted(self.boxes)
                       for _, line in sorted(zip(self.boxes[kiosk][3], self.boxes[kiosk][2])))
        need(merged == (str(len(self.holders)), sha(text.encode()).hex()),
             "closing.note: other envelopes were opened")
        text = "".join(f"{kiosk} {line}\n" for kiosk in sorted(self.boxes)
                       for line in self.cast_out[kiosk])
        need(spoiled_list == (str(text.count("\n")), sha(text.encode()).hex()),
             "closing.note: other ballots were checked instead of cast")
        for style, *numbers in cards:
            printed, issued, returned, spoiled = map(int, numbers)
            used = sum(n for (kiosk, s), n in self.cells.items()
                       if s == style and self.boxes[kiosk][1] == "kiosk")
            need(printed == issued + returned + spoiled and used <= issued,
                 f"closing.note: cards of {style} do not add up")

    def ballots(self):
        data, last, cells = self.take("ballots.txt"), "", {}
        self.votes = []
        while data:
            note = Note(data, f"ballots.txt behind {last or 'its start'}")
            data = note.rest
            round_id, kiosk, style, number, votes = note.fields(
                "ballot", rf"round ({HEX})", rf"kiosk ({SLUG})", rf"style ({SLUG})",
                r"id ([0-9a-f]{32})", rf"*vote ({SLUG}) (0|-?[1-9][0-9]*)")
            need(round_id == self.round_id and kiosk in self.boxes, "ballots.txt: another event's")
            need(note.signed_by([self.boxes[kiosk][0]]) == [], "ballots.txt: signatures")
            need(number > last and number not in self.spoiled, "ballots.txt: not sorted or checked")
            need([p for p, _ in votes] == sorted({p for p, _ in votes}), "ballots.txt: votes")
            cells[kiosk, style] = cells.get((kiosk, style), 0) + 1
            last = number
            self.votes.append((style, {p: int(v) for p, v in votes}))
        need(self.take("rejected.txt") == b"" and cells == self.cells,
             "ballots.txt: not as many ballots as envelopes, kiosk by kiosk and style by style")
        for (kiosk, style), n in self.cells.items():
            need(self.counts.get(f"envelopes/{kiosk}/{style}") == str(n), "result.note: counts")
        need(self.counts["ballots"] == str(len(self.votes)), "result.note: counts")

    def count(self):
        names = self.witnessed(self.result_note)
        need(self.r_round == self.round_id, "result.note: another round")
        pots = {pot["id"]: pot for pot in self.round["pots"]}
        simple = (self.rule == "greedy" and set(self.round["count"]) <= {"rule", "ties"}
                  and all(p["ballot"]["type"] == "approval" and "leftover_to" not in p
                          for p in pots.values()))
        print(f"{len(self.votes)} ballots of {len(self.boxes)} boxes, witnessed by "
              f"{', '.join(names) or 'NOBODY'}")
        if not simple:
            print("not counted again: this verifier counts greedy approval rounds only")
            return
        score = {p["id"]: 0 for p in self.round["proposals"]}
        for style, votes in self.votes:
            own = next(s["pots"] for s in self.round["styles"] if s["id"] == style)
            for pot in own:
                here = [p["id"] for p in self.round["proposals"] if p["pot"] == pot]
                chosen = [p for p in votes if p in here]
                ballot = pots[pot]["ballot"]
                need(all(votes[p] == 1 for p in chosen)
                     and ballot.get("min", 0) <= len(chosen) <= (ballot.get("max", 0) or len(here)),
                     "a ballot breaks the rules (this verifier stops there)")
            for proposal in votes:
                score[proposal] += 1

        def lot(proposal):
            text = f"tallystick/tie/v1\n{self.dice}\n{self.round_id}\n{proposal}"
            return hashlib.sha256(text.encode()).hexdigest()

        left, funded = {pot: pots[pot]["limit"] for pot in pots}, {}
        for p in sorted(self.round["proposals"], key=lambda p: (-score[p["id"]], lot(p["id"]))):
            if score[p["id"]] > 0 and p["cost"] <= left[p["pot"]]:
                left[p["pot"]] -= p["cost"]
                funded[p["id"]] = p["cost"]
        need(funded == {p: int(pence) for p, pence in self.funded}
             and sum(left.values()) == int(self.left), "counting again funds something else")
        for proposal, pence in funded.items():
            print(f"funded {proposal}: {pence} pence, {score[proposal]} votes")


def merkle_root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1" + merkle_root(leaves[:k]) + merkle_root(leaves[k:]))


def main():
    try:
        audit = Audit(sys.argv[1])
        audit.run(sys.argv[2] if len(sys.argv) > 2 else None)
    except (Bad, KeyError, ValueError) as problem:
        print(f"BAD: {problem}")
        return 1
    print("good: every signature, hash, log and number agrees")
    return 0


if __name__ == "__main__":
    sys.exit(main())
