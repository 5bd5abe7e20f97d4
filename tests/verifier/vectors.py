#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""vectors.py FOLDER: unpacks every vector of kind `audit` and `bundle` (tests/vectors/README.md) and lets
the second verifier judge it, and its own Ed25519 every vector of kind `signature`: it must accept and refuse what
the first one does."""
import contextlib
import functools
import io
import os
import sys
import tempfile
import traceback

import ed25519
import verify

# Most vectors share most signatures, and each takes milliseconds.
ed25519.verify = functools.lru_cache(None)(ed25519.verify)


def head_and_payload(path):
    with open(path, "rb") as file:
        head, _, payload = file.read().partition(b"\n\n")
    return dict(line.split(" ", 1) for line in head.decode().split("\n")), payload


def read(path):
    header, payload = head_and_payload(path)
    files = {}
    while payload:
        line, _, payload = payload.partition(b"\n")
        _, name, size = line.decode().split(" ")
        files[name], payload = payload[:int(size)], payload[int(size):]
    return header, files


def judge(files, verifier):
    """The verifier's exit code, and the last line it says."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(said):
        for path, data in files.items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "wb") as file:
                file.write(data)
        try:
            code = verifier(folder)
        except Exception:  # no answer at all, whatever was expected
            code = None
            print(traceback.format_exc())
    return code, said.getvalue().strip().split("\n")[-1]


def whole_audit(vectors, header, files):
    """The files of an audit folder, and what judges it."""
    if "base" in header:
        base = read(os.path.join(vectors, header["base"]))[1]
        base.pop(header.get("without"), None)
        files = {**base, **files}
    return files, lambda folder: verify.main([folder])


def whole_bundle(vectors, header, files):
    """The pack of its base and one bundle, and what judges that bundle alone. Alarms refuse it too, but those of
    a whole event: a recovered kiosk was not closed."""
    base = read(os.path.join(vectors, header["base"]))[1]
    inside = {path[len(header["folder"]):]: data for path, data in base.items()
              if path.startswith(header["folder"])}
    inside.pop(header.get("without"), None)
    both = {path: data for path, data in base.items() if path.startswith("pack/")}
    for path, data in {**inside, **files}.items():
        both[f"bundles/{header['name']}/{path}"] = data

    def judge_bundle(folder):
        try:
            audit = verify.Audit(folder)
            audit.pack(None)
            certificate = audit.note(f"bundles/{header['name']}/kiosk.note")
            said = dict(line.split(" ", 1) for line in certificate.lines[1:])
            audit.box(said["role"], said["kiosk"], certificate.id)
            verify.need(audit.folders == [header["name"]], "the folder's name")
            alarms = audit.alarms - {"box-closed"}
            verify.need(not alarms, f"alarms: {alarms}")
        except (verify.Bad, KeyError, ValueError) as problem:
            print(f"BAD: {problem}")
            return 1
        return 0

    return both, judge_bundle


def main():
    vectors = sys.argv[1]
    wrong = total = 0
    for kind, whole in (("audit", whole_audit), ("bundle", whole_bundle)):
        for name in sorted(os.listdir(os.path.join(vectors, kind))):
            header, files = read(os.path.join(vectors, kind, name))
            code, said = judge(*whole(vectors, header, files))
            total += 1
            if code is None or (code == 0) != (header["expect"] == "accept"):
                wrong += 1
                print(f"FAIL {kind}/{name}: {header['expect']} ({header.get('check', 'good')}), said: {said}")
            elif "-v" in sys.argv:
                print(f"{kind}/{name}: {header.get('check', 'good')}: {said}")
    for name in sorted(os.listdir(os.path.join(vectors, "signature"))):
        header, message = head_and_payload(os.path.join(vectors, "signature", name))
        good = ed25519.verify(bytes.fromhex(header["key"]), message, bytes.fromhex(header["signature"]))
        total += 1
        if good != (header["expect"] == "accept"):
            wrong += 1
            print(f"FAIL signature/{name}: {header['expect']}")
    print(f"{total} vectors, {wrong} judged otherwise")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
