#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A kiosk with fewer than ten ballots of a style: votes are published without labels, and the
# witnesses check the signed list.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

hold_event 8
stderr_has "without labels"
[ "$(wc -l <opened/votes.txt)" = 16 ] || fail "expected 16 lines of votes"
[ "$(stat -c %a opened)" = 700 ] || fail "the signed list is readable by others"
grep -q north opened/votes.txt && fail "votes.txt names a kiosk"
publish_event
absent audit/ballots.txt
witness audit/result.note
expect 0 tallystick audit audit
stdout_has "labels are withheld"
expect 0 tallystick audit audit --full opened/ballots.txt
expect 0 tallystick count audit

# Another list than the one that was signed.
sed 's/vote hub 1/vote bus 1/' opened/ballots.txt >other.txt
cmp -s opened/ballots.txt other.txt && fail "nobody voted for the hub"
expect 1 tallystick audit audit --full other.txt
stderr_has "opened-files: other.txt: expected SHA-256 $(sha256sum opened/ballots.txt | cut -c 1-64)"
grep -q "^parameter signed-list $(sha256sum opened/ballots.txt | cut -c 1-64)$" audit/result.note ||
    fail "the result names another signed list"
no_leftovers
echo "small groups: passed"
