#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The second verifier counts a round whose money moves from pot to pot; of what it cannot count it
# says so, in words and by its exit code.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../cli/lib.sh" "$@"
. "$here/../cli/small_round.sh"
export PYTHONDONTWRITEBYTECODE=1

# Whatever the votes are: of the east's 4,000 one proposal of 3,000 is paid and 1,000 go on to the
# other pot; its 6,000 alone would pay one of 3,500, with the 1,000 they pay two.
eval "$(declare -f write_round | sed '1s/write_round/write_small_round/')"
options=""
write_round() {
    write_small_round "$@"
    printf '%s\n' "$options" >>round.toml
    python3 - <<'PY'
import csv
rows = list(csv.reader(open("proposals.csv", encoding="utf-8")))
for row in rows[1:]:
    row[2] = "3000" if row[1] == "east" else "3500"
csv.writer(open("proposals.csv", "w", encoding="utf-8", newline="")).writerows(rows)
PY
}
hold_event 12
publish_event
witness audit/result.note
expect 0 python3 "$here/verify.py" audit
stdout_has "good: every signature, hash, log and number agrees"
[ "$(grep -c '^funded .*: 300000 pence' stdout) $(grep -c '^funded .*: 350000 pence' stdout)" = "1 2" ] ||
    fail "expected one of the east and two of the others"

# The same event under an option that it does not know.
mkdir "$scratch/second"
cd "$scratch/second"
options=$'[count]\nthreshold_votes = 1'
hold_event 12
publish_event
witness audit/result.note
expect 3 python3 "$here/verify.py" audit
stdout_has "good, but NOT counted again: threshold_votes"
echo "leftover: passed"
