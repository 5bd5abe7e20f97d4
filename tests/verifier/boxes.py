# SPDX-License-Identifier: GPL-3.0-or-later
"""One box's bundles, read from docs/FORMAT.md "Bundle", "Recovered bundle" and "Events" alone."""
import base64
import datetime
import re

import ed25519
import histories
from notes import HEX, NUMBER, SLUG, Key, Note, lines_of, merkle_root, need, number, sha, unbase64

EVENT = (r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-5][05])Z (?:made|started|opened|paused|resumed|closed"
         r"|exported|mirror-attached|mirror-lost|mirror-refused|pin-set|pin-right|pin-wrong"
         r"|pin-locked|disk-failed|device-lost|device-found|restarted)")


def a_time(text):
    try:
        return datetime.datetime.fromisoformat(text).year >= 1970
    except ValueError:
        return False


class Box:
    def __init__(self, audit, role, name):
        self.audit, self.role, self.name = audit, role, name
        self.key, self.most, self.final, self.seen = None, 0, None, {}
        self.lines, self.mirrored, self.spoiled, self.spoiled_leaves = {}, set(), set(), set()
        self.checkpoints = []

    def read(self, certificate_id):
        """All exports of the box, and what they come to."""
        audit, kiosk = self.audit, self.name
        pattern = (rf"bundles/({audit.round_id[:8]}-{kiosk}-([0-9]+)-(open|closed|recovered)"
                   r"(?:-(?:[2-9]|[1-9][0-9]+))?)/kiosk\.note")
        found = sorted((m for m in (re.fullmatch(pattern, path) for path in audit.files) if m),
                       key=lambda m: (int(m[2]), ["open", "closed", "recovered"].index(m[3])))
        audit.folders += [m[1] for m in found]
        self.named([m[1] for m in found])
        exports = []
        for match in found:
            folder, size, state = f"bundles/{match[1]}/", int(match[2]), match[3]
            certificate = audit.note(folder + "kiosk.note")
            fields = certificate.fields("kiosk", rf"round ({HEX})", rf"kiosk ({SLUG})",
                                        r"role (kiosk|paper)", r"key (\S+)", rf"most ({NUMBER})")
            need(fields[:3] == [audit.round_id, kiosk, self.role] and certificate.id == certificate_id,
                 f"{kiosk}: the certificate is not the one on the roll")
            need(certificate.signed_by([audit.organiser]) == [], f"{kiosk}: certificate's signatures")
            self.key, self.most = Key(fields[3]), number(fields[4], kiosk, 10**6, 1)
            need(self.key.name == f"tallystick/log/v1/{audit.round_id}/{kiosk}", f"{kiosk}: key's name")
            lines = lines_of(audit.take(folder + "envelopes.txt"), f"{kiosk}/envelopes.txt")
            leaves = [sha(b"\0" + line.encode()) for line in lines]
            need(len(lines) == size, f"{folder}: number of envelopes")
            need(self.role == "paper" or audit.round["has_cards"]
                 or len(lines) <= audit.round["desk_cap"], f"{kiosk}: more than the desk_cap")
            need(len(lines) <= self.most, f"{folder}: more envelopes than certified")
            once = [self.envelope(line) for line in lines]
            need(len({sealed for _, _, sealed in once}) == len(once),
                 f"{kiosk}: a sealed ballot is twice in one log")
            if self.role == "paper":
                self.serials({holder for holder, _, _ in once})
            if len({holder for holder, _, _ in once}) < len(once):
                audit.alarms.add("card-once")
            if state == "recovered":
                self.recovered(folder, lines, leaves)
            else:
                exports.append(self.export(folder, state, lines, leaves))
            self.lines.update(zip(leaves, lines))
        if not found:
            audit.alarms.add("box-present")
        exports.sort(key=histories.Export.place)
        if not histories.agree(exports, self.checkpoints):
            audit.alarms.add("log-grows")
        end = histories.last(exports)
        closed = end is not None and end.state == "closed"
        if end is not None:
            self.final = (str(len(end.lines)), end.root.hex())
        if closed and self.mirrored - set(end.leaves):
            audit.alarms.add("log-holds-mirror")
        desk = sum(1 for line in self.lines.values() if line.startswith("s "))
        if len(self.lines) > self.most or desk > audit.round.get("desk_cap", 0):
            audit.alarms.add("box-limits")
        if found and not closed and self.role == "kiosk":
            audit.alarms.add("box-closed")
        if self.spoiled_leaves & set(self.lines):
            audit.alarms.add("event-spoiled-not-cast")
        for leaf in sorted(self.lines):
            holder, style, sealed = self.envelope(self.lines[leaf])
            audit.envelopes.append((kiosk, leaf, holder, style, sealed))

    def serials(self, holders):
        """A paper ballot's hex is of its own box."""
        for serial in range(1, self.most + 1):
            if not holders:
                return
            holders.discard(sha(f"{self.name}/{serial}".encode()).hex())
        need(not holders, f"{self.name}: a paper ballot of no serial number")

    def named(self, folders):
        """Differing bundles of one name are numbered by their hashes."""
        audit = self.audit
        hashes = {}
        for folder in folders:
            lines = [f"sha256 {sha(data).hex()}  {path[len(folder) + 9:]}\n"
                     for path, data in sorted(audit.files.items())
                     if path.startswith(f"bundles/{folder}/")]
            plain = re.sub(r"(open|closed|recovered)-[0-9]+$", r"\1", folder)
            hashes.setdefault(plain, []).append((sha("".join(lines).encode()), folder))
        for plain, found in hashes.items():
            names = [plain] + [f"{plain}-{n}" for n in range(2, len(found) + 1)]
            need([folder for _, folder in sorted(found)] == names
                 and len({digest for digest, _ in found}) == len(found),
                 f"bundles/{plain}: not numbered by their hashes, or one twice")

    def recovered(self, folder, lines, leaves):
        """From a mirror: no log, but a receipt for each line."""
        audit, kiosk = self.audit, self.name
        names = {path[len(folder):] for path in audit.files if path.startswith(folder)}
        need(names - {"checkpoint.note"} == {"envelopes.txt", "kiosk.note", "receipts.txt"},
             f"{folder}: files are missing or added")
        need(leaves == sorted(set(leaves)), f"{folder}: lines are not sorted by leaf hash")
        if "checkpoint.note" in names:
            checkpoint = audit.note(folder + "checkpoint.note")
            need(checkpoint.signed_by([self.key]) == [] and len(checkpoint.lines) == 3
                 and checkpoint.lines[0] == self.key.name
                 and re.fullmatch(NUMBER, checkpoint.lines[1]), f"{folder}: checkpoint")
            logged = number(checkpoint.lines[1], f"{folder}: checkpoint", 2**63 - 1)
            root = unbase64(checkpoint.lines[2], 32, f"{folder}: checkpoint")
            need(logged > 0 or root == merkle_root([]), f"{folder}: checkpoint")
            # With more epochs than one the log had another order, which a mirror does not tell.
            one_epoch = logged == len(lines) <= audit.round["epoch"]
            if logged > len(lines) or (one_epoch and root != merkle_root(leaves)):
                audit.alarms.add("mirror-whole")
            self.checkpoints.append((logged, root))
        else:  # written when the polls open: taken away, or lost
            audit.alarms.add("mirror-whole")
        data = audit.take(folder + "receipts.txt")
        for line, leaf in zip(lines, leaves):
            receipt = Note(data, f"{folder}receipts.txt")
            data = receipt.rest
            need(receipt.signed_by([self.key]) == [], f"{folder}: a receipt's signatures")
            need(receipt.fields("receipt", rf"round ({HEX})", rf"kiosk ({SLUG})",
                                rf"leaf ({HEX})", r"card ([0-9a-f]{8})")
                 == [audit.round_id, kiosk, leaf.hex(), line.split(" ")[1][:8]],
                 f"{folder}: a receipt is not of its line")
        need(data == b"", f"{folder}: more receipts than lines")
        self.mirrored.update(leaves)

    def export(self, folder, state, lines, leaves):
        """What a kiosk signed of its log."""
        audit, kiosk = self.audit, self.name
        note = audit.note(folder + "bundle.note")
        need(note.signed_by([self.key]) == [], f"{kiosk}: bundle's signatures")
        (round_id, name, said, envelopes, waiting, spoiled, uncast, epochs, checkpoint_id,
         files) = note.fields(
             "bundle", rf"round ({HEX})", rf"kiosk ({SLUG})", r"state (open|closed)",
             rf"envelopes ({NUMBER})", rf"waiting ({NUMBER})", rf"spoiled ({NUMBER})",
             rf"uncast ({NUMBER})", rf"*epoch ({NUMBER})", rf"checkpoint ({HEX})", rf"*sha256 ({HEX})  (\S+)")
        envelopes, waiting, spoiled, uncast = (
            number(said_number, f"{kiosk}: bundle.note")
            for said_number in (envelopes, waiting, spoiled, uncast))
        need((round_id, name, said) == (audit.round_id, kiosk, state)
             and (state == "open" or waiting == 0), f"{kiosk}: another's bundle")
        need([path for _, path in files] == ["checkpoint.note", "envelopes.txt", "events.txt",
                                             "kiosk.note", "spoiled.txt"], f"{folder}: its files")
        audit.listed(files, folder, {"bundle.note"})
        checkpoint = audit.note(folder + "checkpoint.note")
        need(checkpoint.signed_by([self.key]) == [] and checkpoint.id == checkpoint_id,
             f"{kiosk}: checkpoint")
        root = merkle_root(leaves)
        need(checkpoint.lines == [self.key.name, str(len(leaves)), base64.b64encode(root).decode()],
             f"{kiosk}: the checkpoint is not of these envelopes")
        need(len(leaves) == envelopes and len(leaves) + waiting <= self.most,
             f"{kiosk}: number of envelopes")
        start = 0
        for end in (number(epoch, f"{kiosk}: epoch") for epoch in epochs):
            need(leaves[start:end] == sorted(leaves[start:end]) and start < end <= len(leaves),
                 f"{kiosk}: an epoch is not sorted")
            need(end - start >= audit.round["epoch"] or (state == "closed" and end == len(leaves)),
                 f"{kiosk}: small epoch")
            start = end
        need(start == len(leaves), f"{kiosk}: epochs do not reach the end")
        events = lines_of(audit.take(folder + "events.txt"), f"{kiosk}/events.txt")
        for line in events:
            match = re.fullmatch(EVENT, line)
            need(match and a_time(match[1]), f"{kiosk}/events.txt: its form")
        need(state == "open" or (events and events[-1].endswith(" closed")),
             f"{kiosk}/events.txt: its end")
        cast_out = [re.fullmatch(rf"({HEX}) ([0-9a-f]{{32}})", line)
                    for line in lines_of(audit.take(folder + "spoiled.txt"), f"{kiosk}/spoiled.txt")]
        need(all(cast_out) and len(cast_out) == spoiled
             and [m[1] for m in cast_out] == sorted({m[1] for m in cast_out}), f"{kiosk}/spoiled.txt")
        here = {bytes.fromhex(m[1]) for m in cast_out}
        need(not here & set(leaves), f"{kiosk}: a checked ballot was cast")
        self.spoiled_leaves |= here
        records = {(m[1], m[2]) for m in cast_out}
        self.spoiled |= records
        return histories.Export(state, lines, leaves, note.id, root, epochs,
                                len(leaves) + waiting, records, uncast, events)

    def envelope(self, line):
        """Checks one line, once; its holder, style and sealed bytes in base64."""
        audit, kiosk = self.audit, self.name
        if line in self.seen:
            return self.seen[line]
        match = re.fullmatch(rf"([csp]) ({HEX}) ([a-z0-9.-]{{{audit.width}}}) (\S+) (\S+)", line)
        need(match, f"{kiosk}: not an envelope line")
        kind, holder, padded, sealed, signature = match.groups()
        style = padded.rstrip(".")
        need(style in audit.styles, f"{kiosk}: an envelope of no style")
        unbase64(sealed, audit.block + 48, f"{kiosk}: sealed ballot")
        blob = unbase64(signature, 64, f"{kiosk}: card's signature")
        allowed = "p" if self.role == "paper" else "c" if audit.round["has_cards"] else "s"
        need(kind == allowed, f"{kiosk}: an envelope of kind {kind}")
        if kind == "c":
            need(audit.cards.get(holder) == style, f"{kiosk}: an unknown card")
            text = f"tallystick/envelope/v1\n{audit.round_id}\n{kiosk}\n{style}\n{sealed}\n"
            need(ed25519.verify(bytes.fromhex(holder), text.encode(), blob),
                 f"{kiosk}: a card's signature is wrong")
        else:
            need(blob == bytes(64), f"{kiosk}: a signature where there is no card")
        self.seen[line] = holder, style, sealed
        return self.seen[line]
