#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Counting a Pabulib file: what is printed, what is refused, and with which exit code.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"

cat >town.pb <<PB
META
key;value
budget;100.50
vote_type;approval
PROJECTS
project_id;cost
park;60.25
benches;40
trees;30
VOTES
voter_id;vote
v1;park,benches
v2;park,benches,benches
v3;park,trees
PB

# park 3 votes, benches 2, trees 1: 60.25 + 40 leave 0.25.
expect 0 tallystick count --pb town.pb --rule greedy --score votes --ties id --json
stderr_has "warning: town.pb line 13: ballots name a project twice; it counts once"
[ "$(json stdout "d['winners'], d['cost'], d['budget']")" = "['park', 'benches'] 100.25 100.5" ] ||
    fail "winners, cost and budget"
cp stdout filtered
expect 0 tallystick count --pb town.pb --rule greedy --score votes --ties id --json --exact
cmp -s stdout filtered || fail "--exact changes the bytes"

expect 0 tallystick count --pb town.pb --rule equal-shares --ties id --trace
stdout_has "funded by equal-shares"
stdout_has "pay in full"
expect 0 tallystick count --pb town.pb --ties id --compare greedy,phragmen --json
[ "$(json stdout "[count['rule'] for count in d['compare']]")" = "['greedy', 'phragmen']" ] ||
    fail "two rules"
expect 0 tallystick count --pb town.pb --ties id --what-if "budget=30; without=park" --json
[ "$(json stdout "d['winners']")" = "['trees']" ] || fail "what if"
# Nobody votes for the pond, and there is money left: 0.25.
sed 's/^trees;30/trees;30\npond;0.20/' town.pb >pond.pb
expect 0 tallystick count --pb pond.pb --rule greedy --ties id --json
stderr_has "warning: funded without a single vote, because money was left and no threshold stops it: pond"
[ "$(json stdout "d['winners'], [w.split(': ')[-1] for w in d['warnings']]")" = \
    "['park', 'benches', 'pond'] ['ballots name a project twice; it counts once', 'pond']" ] ||
    fail "the warnings"
expect 2 tallystick count --pb town.pb --rule phragmen --compare greedy,equal-shares
stderr_has "--compare takes no --rule"
expect 2 tallystick count --pb town.pb --per-cost --compare greedy,equal-shares
stderr_has "--compare takes no --per-cost"
expect 2 tallystick count --pb town.pb --trace --compare greedy,equal-shares
stderr_has "--compare takes no --trace"
expect 0 tallystick rules
stdout_has "maximin-support"

# Wrong usage is 2, a bad file 1, and nothing goes to standard output.
expect 2 tallystick count --pb town.pb --rule best
stderr_has "tallystick: error: --rule: expected one of greedy"
expect 2 tallystick count --pb town.pb --score borda
stderr_has "does not fit approval ballots"
expect 2 tallystick count --pb town.pb --ties lot
expect 2 tallystick count --pb town.pb --rule greedy --utility cost
stderr_has "--rule greedy takes no --utility"
expect 2 tallystick count --pb town.pb --rule max-welfare --per-cost
stderr_has "--rule max-welfare takes no --per-cost"
expect 2 tallystick count --pb town.pb --pack pack
stderr_has "--pb takes no --pack"
expect 2 tallystick count --pb nowhere.pb
stderr_has "nowhere.pb could not be read"
sed 's/^v3;park,trees/v3;park,pond/' town.pb >pond.pb
expect 1 tallystick count --pb pond.pb --ties id
stderr_has "pond.pb: line 14 column 9: the vote names project 'pond'"
[ ! -s stdout ] || fail "a refused count printed something"
sed 's/^trees;30/trees;40/; s/^v3;park,trees/v3;park,trees\nv4;trees/' town.pb >tie.pb
expect 1 tallystick count --pb tie.pb
stderr_has "these are tied, and their order decides who is funded: benches, trees"
no_leftovers
