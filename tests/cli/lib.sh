# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts of this folder: a scratch folder, and runs that compare exit code, output
# and what is left on the disk. BIN holds the programs.
set -euo pipefail
BIN=${1:?usage: $0 BIN}
export PATH="$BIN:$PATH" LC_ALL=C.UTF-8
unset TALLYSTICK_PASSPHRASE
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail() {
    echo "FAILED: $*" >&2
    [ -f stdout ] && sed 's/^/  stdout: /' stdout >&2
    [ -f stderr ] && sed 's/^/  stderr: /' stderr >&2
    exit 1
}

# expect CODE COMMAND...: standard output and error are kept in the files stdout and stderr.
expect() {
    local code=$1 got=0
    shift
    "$@" >stdout 2>stderr </dev/null || got=$?
    [ "$got" = "$code" ] || fail "exit $got, expected $code: $*"
}
stdout_has() { grep -qF -- "$1" stdout || fail "standard output lacks: $1"; }
stderr_has() { grep -qF -- "$1" stderr || fail "standard error lacks: $1"; }
silent() { [ ! -s stderr ] || fail "standard error should be empty"; }
absent() { [ ! -e "$1" ] || fail "$1 should not be there"; }
# Nothing half-written is left anywhere below the scratch folder.
no_leftovers() {
    local left
    left=$(find . -name '*.part*' -o -name '*.tmp*' | head -3)
    [ -z "$left" ] || fail "left behind: $left"
}
# json FILE EXPRESSION: a value of a JSON report.
json() { python3 -c "import json,sys;d=json.load(open('$1'));print($2)"; }
