# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundles of one box held against each other, from docs/FORMAT.md "Histories of a box" alone."""
from notes import merkle_root


class Export:
    """What an open or closed bundle says that a later one may only add to."""

    def __init__(self, state, lines, leaves, note_id, root, epochs, stored, spoiled, uncast, events):
        self.state, self.lines, self.leaves, self.id, self.root = state, lines, leaves, note_id, root
        self.epochs, self.stored, self.spoiled = epochs, stored, spoiled
        self.uncast, self.events = uncast, events

    def place(self):
        return (len(self.lines), self.state == "closed", self.stored, len(self.spoiled),
                len(self.events), self.uncast, self.root, bytes.fromhex(self.id))

    def follows(self, earlier):
        def begins(later, before):
            return later[:len(before)] == before

        return self.id == earlier.id or (
            earlier.state == "open" and begins(self.lines, earlier.lines)
            and begins(self.epochs, earlier.epochs) and begins(self.events, earlier.events)
            and self.stored >= earlier.stored and self.uncast >= earlier.uncast
            and self.spoiled >= earlier.spoiled)


def last(exports):
    """Of sorted ones: the last closed one, else the last; None of none."""
    return ([e for e in exports if e.state == "closed"] or exports or [None])[-1]


def agree(exports, checkpoints):
    """Whether sorted exports, and (size, root) of the mirrors' checkpoints, can be of one history."""
    return (all(later.follows(earlier) for earlier, later in zip(exports, exports[1:]))
            and all(fits(size, root, export) for size, root in checkpoints for export in exports)
            and len(set(checkpoints)) == len({size for size, _ in checkpoints}))


def fits(size, root, export):
    if len(export.leaves) < size:
        return export.state == "open"
    return merkle_root(export.leaves[:size]) == root
