#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh TAMPER_MATRIX TALLYSTICK VECTORS: publishes a small event and lets the second verifier, which shares no line
# with the first, check it; then changes one byte of each file, for which it must refuse each. It must
# judge every vector as the first one does, and count small elections as tallystick does.
set -u
here=$(dirname "$0")
if ! command -v python3 >/dev/null 2>&1; then
    echo "SKIP: python3 is not installed"
    exit 77
fi
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$1" --stage none --folder "$scratch" || exit 1
audit=$scratch/one/audit
export PYTHONDONTWRITEBYTECODE=1

python3 "$here/verify.py" "$audit" || exit 1
key=$(sed -n 's/^organiser //p' "$audit/pack/round.note")
python3 "$here/verify.py" "$audit" "$key" >/dev/null || { echo "FAIL: the right key"; exit 1; }
other=$(sed -n 's/^organiser //p' "$scratch/two/audit/pack/round.note")
python3 "$here/verify.py" "$audit" "$other" >/dev/null && { echo "FAIL: another key"; exit 1; }

files=0
for file in $(cd "$audit" && find . -type f -size +0c | sort); do
    cp "$audit/$file" "$scratch/kept"
    python3 - "$audit/$file" <<'EOF'
import sys
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
data[len(data) // 3] ^= 1
open(path, "wb").write(data)
EOF
    if python3 "$here/verify.py" "$audit" >"$scratch/said"; then
        echo "FAIL: a changed byte in $file was not seen"
        exit 1
    fi
    grep -q '^BAD: ' "$scratch/said" || { echo "FAIL: no reason given for $file"; exit 1; }
    cp "$scratch/kept" "$audit/$file"
    files=$((files + 1))
done
echo "a changed byte seen in each of $files files"

mkdir "$audit/bundles/extra"
python3 "$here/verify.py" "$audit" >/dev/null && { echo "FAIL: an empty folder was not seen"; exit 1; }
rmdir "$audit/bundles/extra"
python3 "$here/vectors.py" "$3" || exit 1
python3 "$here/differential.py" "$2" || exit 1
