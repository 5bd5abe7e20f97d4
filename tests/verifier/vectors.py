#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""vectors.py FOLDER: unpacks every vector of kind `audit` (tests/vectors/README.md) and lets the second
verifier judge it: it must accept and refuse what the first one does."""
import os
import subprocess
import sys
import tempfile


def read(path):
    with open(path, "rb") as file:
        head, _, payload = file.read().partition(b"\n\n")
    header = dict(line.split(" ", 1) for line in head.decode().split("\n"))
    files = {}
    while payload:
        line, _, payload = payload.partition(b"\n")
        _, name, size = line.decode().split(" ")
        files[name], payload = payload[:int(size)], payload[int(size):]
    return header, files


def main():
    vectors, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
    wrong = total = 0
    for name in sorted(os.listdir(os.path.join(vectors, "audit"))):
        header, files = read(os.path.join(vectors, "audit", name))
        if "base" in header:
            base = read(os.path.join(vectors, header["base"]))[1]
            base.pop(header.get("without"), None)
            files = {**base, **files}
        with tempfile.TemporaryDirectory() as folder:
            for path, data in files.items():
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                with open(os.path.join(folder, path), "wb") as file:
                    file.write(data)
            done = subprocess.run([sys.executable, os.path.join(here, "verify.py"), folder],
                                  capture_output=True, text=True, check=False)
        total += 1
        said = (done.stdout + done.stderr).strip().split("\n")[-1]
        if (done.returncode == 0) != (header["expect"] == "accept") or "Traceback" in done.stderr:
            wrong += 1
            print(f"FAIL {name}: {header['expect']} ({header.get('check', 'good')}), said: {said}")
        elif "-v" in sys.argv:
            print(f"{name}: {header.get('check', 'good')}: {said}")
    print(f"{total} vectors, {wrong} judged otherwise")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
