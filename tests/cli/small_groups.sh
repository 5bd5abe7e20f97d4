#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A kiosk with fewer than ten ballots of a style: votes are published without labels, and the
# witnesses check the signed list.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

write_round 8
make_keys
seal_round
enrol north
expect 0 tallystick roll make box/north.note --pack pack --key org.key --passphrase-file pass.txt \
    --out roll.note
witness roll.note
mkdir exports
expect 0 synthetic_kiosk vote pack box/north.note box/north.key codes.secret exports 0 16
event=(--pack pack --roll roll.note)
expect 0 tallystick merge "${event[@]}" exports --out merged
expect 0 tallystick closing "${event[@]}" --merged merged --dice 66666555554444433333 \
    --cards adult=8,0,0 --cards young=8,0,0 --key org.key --passphrase-file pass.txt --out closing.note
witness closing.note
expect 0 tallystick open "${event[@]}" --merged merged --closing closing.note \
    --share tally.pub.share-1 --share tally.pub.share-2 --out opened
stderr_has "without labels"
[ "$(wc -l <opened/votes.txt)" = 16 ] || fail "expected 16 lines of votes"
[ "$(stat -c %a opened)" = 700 ] || fail "the signed list is readable by others"
grep -q north opened/votes.txt && fail "votes.txt names a kiosk"
expect 0 tallystick publish "${event[@]}" exports --closing closing.note --opened opened --key org.key \
    --passphrase-file pass.txt --out audit
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
stderr_has "opened-signature"
no_leftovers
echo "small groups: passed"
