#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A proposal that nobody voted for and that is funded all the same, since money was left and the
# round has no threshold: said by every command that counts, and on the page beside it.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

# The young have no vote in the pot East, £4,000 for trees 1,500, benches 1,800 and pond 2,000: any
# two of the three fit, so two are funded without a vote, whatever the dice say.
hold_event 24 young
words="funded without a single vote"
expect 0 tallystick count opened --pack pack --json
stderr_has "warning: $words"
[ "$(json stdout "len(d['warnings']), '$words' in d['warnings'][0]")" = "1 True" ] || fail "no warning"
[ "$(json stdout "len({'trees', 'benches', 'pond'} & set(d['winners']))")" = 2 ] || fail "two of three"
[ "$(json stdout "any(i in d['warnings'][0] for i in ('hub', 'music', 'bikes', 'repair'))")" = False ] ||
    fail "named what had votes"
expect 0 tallystick count opened --pack pack --compare greedy,phragmen --json
stderr_has "warning: greedy: $words"
[ "$(json stdout "len(d['warnings'])")" = 1 ] || fail "phragmen funds nothing without a vote"
expect 0 tallystick publish "${event[@]}" exports --closing closing.note --opened opened --key org.key \
    --passphrase-file pass.txt --out audit
stderr_has "warning: $words"
witness audit/result.note
expect 0 tallystick audit audit
stdout_has "note       $words"
[ "$(grep -o "Nobody voted for it" audit/results/en.html | wc -l)" = 2 ] || fail "the page does not say it"

# A rule that stops where nobody pays funds nothing without a vote, and nothing is said.
expect 0 tallystick count opened --pack pack --rule phragmen --json
silent
[ "$(json stdout "d['warnings']")" = "[]" ] || fail "a warning without reason"

# A full disk is called full, and it is the target that is named.
if unshare -rm true 2>/dev/null; then
    mkdir full
    expect 2 unshare -rm bash -c 'mount -t tmpfs -o size=16k none full && "$@"' - tallystick publish \
        "${event[@]}" exports --closing closing.note --opened opened --key org.key \
        --passphrase-file pass.txt --out full/audit
    stderr_has "error: full/.audit.part-"
    stderr_has "the disk or stick is full"
fi
echo "no votes: passed"
