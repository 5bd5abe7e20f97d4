#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes nfc_table.inc: canonical decompositions and combining classes of Python's Unicode data."""
import sys
import unicodedata

decompositions, classes = [], []
for point in range(sys.maxunicode + 1):
    if 0xAC00 <= point <= 0xD7A3:  # Hangul is arithmetic
        continue
    char = chr(point)
    if unicodedata.combining(char):
        classes.append((point, unicodedata.combining(char)))
    mapping = unicodedata.decomposition(char)
    if mapping and not mapping.startswith("<"):
        parts = [int(part, 16) for part in mapping.split()]
        # A character that composing its own decomposition does not give back is excluded.
        composes = unicodedata.normalize("NFC", char) == char
        decompositions.append((point, parts[0], parts[1] if len(parts) > 1 else 0, int(composes)))

def table(head, rows):
    print(head)
    line = "   "
    for row in rows:
        item = " {" + ", ".join(f"0x{v:X}" if v > 9 else str(v) for v in row) + "},"
        if len(line + item) > 100:
            print(line)
            line = "   "
        line += item
    print(line)
    print("};")

print("// SPDX-License-Identifier: GPL-3.0-or-later")
print(f"// Written by make_nfc_table.py from Unicode {unicodedata.unidata_version}.")
table("constexpr Decomposition decompositions[] = {", decompositions)
table("constexpr CombiningClass combining_classes[] = {", classes)
