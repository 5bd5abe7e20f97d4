# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts, keys, signed notes and logs, read from docs/FORMAT.md "Text", "Notes" and "Log" alone."""
import base64
import hashlib
import re
import unicodedata

import ed25519

SLUG = r"[a-z0-9][a-z0-9-]{0,31}"
HEX = r"[0-9a-f]{64}"
NUMBER = r"(?:0|[1-9][0-9]*)"


class Bad(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Bad(what)


def number(text, what, most=10**12, least=0):
    """An integer of a note ("Limits of integers"); its form is NUMBER's."""
    need(len(text) < 20 and least <= int(text) <= most, f"{what}: {text[:20]} is out of its limits")
    return int(text)


def sha(data):
    return hashlib.sha256(data).digest()


def unbase64(text, size, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad(f"{what}: not base64") from None
    need(len(data) == size and base64.b64encode(data).decode() == text, f"{what}: bad base64")
    return data


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


def merkle_root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1" + merkle_root(leaves[:k]) + merkle_root(leaves[k:]))
