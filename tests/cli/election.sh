#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A complete small election by commands alone: sealed, voted on two kiosks, merged in any order,
# opened, counted, published, audited.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

write_round 40
expect 0 tallystick round check round.toml
stdout_has "no faults found"
stdout_has "missing: proposal benches, title"
make_keys
[ "$(stat -c %a org.key tally.pub.share-1 | sort -u)" = 600 ] || fail "secrets are readable by others"
expect 2 tallystick key new witness --name ann --out ann.key --passphrase-file pass.txt
stderr_has "is there already"
seal_round
[ "$(stat -c %a codes.secret)" = 600 ] || fail "codes are readable by others"
[ "$(grep -c '^card ' codes.secret)" = 80 ] || fail "expected 80 codes"
expect 2 tallystick round seal round.toml --cards cards --tally-key tally.pub --witness ann.key.pub \
    --witness ben.key.pub --key org.key --passphrase-file pass.txt --out pack

# Paper: sheets of cards and the poster, as secret or public as what is on them.
expect 0 tallystick-print cards codes.secret sheets.pdf
[ "$(head -c 5 sheets.pdf)" = %PDF- ] || fail "no PDF"
[ "$(stat -c %a sheets.pdf)" = 600 ] || fail "the sheets are readable by others"
expect 0 tallystick key poster org.key.pub --title "Small fund" --out poster.pdf
[ "$(head -c 5 poster.pdf)" = %PDF- ] || fail "no PDF"
sed 's/^card \(.\)/card Z\1/' codes.secret >wrong.secret
expect 1 tallystick-print cards wrong.secret wrong.pdf
absent wrong.pdf
ldd "$(command -v tallystick)" | grep -qE 'cairo|pango' && fail "tallystick is linked to Cairo or Pango"

enrol north
enrol south
expect 0 tallystick roll make box/north.note box/south.note --pack pack --key org.key \
    --passphrase-file pass.txt --out roll.note
witness roll.note

# 30 cards of each style per kiosk, so that no group is small.
grep '^card .* adult$' codes.secret >adult.codes
grep '^card .* young$' codes.secret >young.codes
mkdir exports
{ head -15 adult.codes; head -15 young.codes; } >north.codes
{ tail -n +16 adult.codes | head -20; tail -n +16 young.codes | head -12; } >south.codes
expect 0 synthetic_kiosk vote pack box/north.note box/north.key north.codes exports 0 30
north=$(cat stdout)
expect 0 synthetic_kiosk vote pack box/south.note box/south.key south.codes exports 0 32
south=$(cat stdout)

event=(--pack pack --roll roll.note)
expect 0 tallystick verify "${event[@]}" exports
stdout_has "north: 30 envelopes, closed"
expect 0 tallystick verify --list
expect 0 tallystick merge "${event[@]}" "$north" "$south" --out merged
expect 0 tallystick merge "${event[@]}" "$south" exports "$north" "$south" --out again
diff -r merged again || fail "merging in another order gave other bytes"

dice=31415926535123456123 # 9 is no face of a die
close=(tallystick closing "${event[@]}" --merged merged --key org.key --passphrase-file pass.txt
    --out closing.note)
cards=(--cards adult=35,5,0 --cards young=27,13,0)
expect 2 "${close[@]}" --dice $dice "${cards[@]}"
stderr_has "20 to 40 digits from 1 to 6"
dice=31415625351234561236
expect 1 "${close[@]}" --dice $dice --cards adult=35,5,0 --cards young=27,12,0
stderr_has "27 issued + 12 returned"
stderr_has "cards-balance"
# What is said of a style or box that is not there, or twice, is not lost without a word.
expect 1 "${close[@]}" --dice $dice "${cards[@]}" --cards west=1,0,0
stderr_has "style west, which the round has not"
expect 1 "${close[@]}" --dice $dice "${cards[@]}" --missing west=lost
stderr_has "the roll has no box west"
expect 1 "${close[@]}" --dice $dice "${cards[@]}" --missing north=lost
stderr_has "north has its final checkpoint"
expect 2 "${close[@]}" --dice $dice "${cards[@]}" --cards adult=40,0,0
stderr_has "--cards was given twice for adult"
expect 2 "${close[@]}" --dice $dice --cards adult=-1,5,0 --cards young=27,13,0
stderr_has "expected --cards STYLE=ISSUED,RETURNED,SPOILED"
# A merged folder that was damaged is not fixed by a closing note.
damaged() { # MESSAGE, of the folder `damaged`
    expect 1 tallystick closing "${event[@]}" --merged damaged --key org.key --passphrase-file pass.txt \
        --out closing.note --dice $dice "${cards[@]}"
    stderr_has "damaged/envelopes.txt: $1"
    stderr_has "merge the exports anew"
    rm -rf damaged
}
last=$(tail -1 merged/boxes.txt | cut -d " " -f 1,4)
cp -r merged damaged
sed -i '$d' damaged/envelopes.txt
damaged "${last/ */}: expected ${last/* /} envelopes, as boxes.txt says, found $((${last/* /} - 1))"
cp -r merged damaged
sed -i '$d' damaged/envelopes.txt
sed -i "\$s/ ${last/* /} / $((${last/* /} - 1)) /" damaged/boxes.txt
damaged "${last/ */}: expected the ${last/* /} envelopes of its final checkpoint, found"
cp -r merged damaged
: >damaged/envelopes.txt
damaged ""
cp -r merged damaged
sed -i '1{h;d};2{G}' damaged/envelopes.txt
damaged "envelope "
stderr_has "expected lines sorted by kiosk, then leaf hash, each once"
cp -r merged damaged
sed -i '2{h;d};1{p}' damaged/envelopes.txt
damaged "envelope "
absent closing.note
expect 0 "${close[@]}" --dice $dice "${cards[@]}" --json
[ "$(json stdout "d['envelopes']")" = 62 ] || fail "expected 62 envelopes"

shares=(--share tally.pub.share-3 --share tally.pub.share-1)
expect 1 tallystick open "${event[@]}" --merged merged --closing closing.note "${shares[@]}" --out opened
stderr_has "closing-witnesses"
absent opened
witness closing.note
expect 1 tallystick open "${event[@]}" --merged merged --closing closing.note \
    --share tally.pub.share-2 --out opened
absent opened
cp -r merged damaged
sed -i '$d' damaged/envelopes.txt
expect 1 tallystick open "${event[@]}" --merged damaged --closing closing.note "${shares[@]}" --out opened
stderr_has "as boxes.txt says"
rm -rf damaged
absent opened
expect 0 tallystick open "${event[@]}" --merged merged --closing closing.note "${shares[@]}" --out opened
stdout_has "opened 62 ballots of 62 envelopes"
absent opened/votes.txt

expect 0 tallystick count opened --pack pack
cp stdout table
expect 0 tallystick count opened --pack pack --json
[ "$(json stdout "d['budget']")" = 10000 ] || fail "the budget is not 10000"

# The same ballots by other rules, and under other circumstances: both pots count in each.
expect 0 tallystick count opened --pack pack --ties id --compare greedy,phragmen,equal-shares --json
[ "$(json stdout "[count['rule'] for count in d['compare']]")" = \
    "['greedy', 'phragmen', 'equal-shares']" ] || fail "three rules"
expect 0 tallystick count opened --pack pack --compare "greedy;equal-shares --completion add1"
stdout_has "equal-shares"
expect 0 tallystick count opened --pack pack --what-if "budget east=0; without=hub"
grep -E "trees|benches|pond" stdout | grep -v "not funded" && fail "funded from an empty pot"
expect 0 tallystick count opened --pack pack --what-if "without=hub; cost bikes=1" --json
[ "$(json stdout "'hub' in d['winners']")" = False ] || fail "funded a proposal left out"
[ "$(json stdout "d['budget']")" = 10000 ] || fail "leaving a proposal out changed the budget"
expect 2 tallystick count opened --pack pack --what-if budget=5
stderr_has "there are several pots"
stderr_has "budget east="
expect 2 tallystick count opened --pack pack --compare greedy,official
stderr_has "counts a Pabulib file"
expect 2 tallystick count opened --pack no-pack
stderr_has "error: no-pack: cannot read"
expect 0 tallystick explain opened trees --pack pack
stdout_has "trees"

# An opened list that was changed is not counted.
refused() { # MESSAGE, of the folder `touched`
    expect 1 tallystick count touched --pack pack
    stderr_has "$1"
    [ ! -s stdout ] || fail "a refused count printed something"
    expect 1 tallystick explain touched --pack pack
    rm -rf touched
}
cp -r opened touched
python3 - <<'PY'
import re
text = open("touched/ballots.txt", encoding="utf-8").read()
open("touched/ballots.txt", "w", encoding="utf-8").write(re.sub("vote hub 1", "vote bikes 1", text, count=1))
PY
cmp -s opened/ballots.txt touched/ballots.txt && fail "nobody voted for the hub"
refused "touched/ballots.txt: expected SHA-256"
cp -r opened touched
python3 - <<'PY'
text = open("touched/ballots.txt", encoding="utf-8").read()
sign = text.index("\n", text.index("\n\u2014 ") + 1) + 1
open("touched/ballots.txt", "w", encoding="utf-8").write(text[sign:])
PY
refused "touched/ballots.txt: expected SHA-256"
# Nor one whose note was written anew: only the tally key signs it.
cp -r opened touched
python3 - <<'PY'
import hashlib
import re
text = open("touched/ballots.txt", encoding="utf-8").read()
text = re.sub("vote hub 1", "vote bikes 1", text, count=1)
open("touched/ballots.txt", "w", encoding="utf-8").write(text)
note = open("touched/opened.note", encoding="utf-8").read()
digest = hashlib.sha256(text.encode()).hexdigest()
note = re.sub("sha256 [0-9a-f]{64}  ballots.txt", f"sha256 {digest}  ballots.txt", note)
open("touched/opened.note", "w", encoding="utf-8").write(note)
PY
refused "touched/opened.note: the signature of tallystick/tally/v1/"
cp -r opened touched
rm touched/opened.note
expect 2 tallystick count touched --pack pack
stderr_has "touched/opened.note: cannot read"
[ "$(grep -o opened.note stderr | wc -l)" = 1 ] || fail "the note is named twice"
rm -rf touched

# A pipe is refused, not waited for.
cp -r opened touched
rm touched/ballots.txt
mkfifo touched/ballots.txt
expect 2 timeout 60 tallystick count touched --pack pack
stderr_has "touched/ballots.txt: cannot read"
rm -rf touched

# Nor is it published: a ballot left out is no envelope that could not be opened.
cp -r opened touched
python3 - <<'PY'
import hashlib
import re
text = open("touched/ballots.txt", encoding="utf-8").read()
sign = text.index("\n", text.index("\n\u2014 ") + 1) + 1
kiosk, style = (re.search(rf"^{field} (.*)$", text, re.M)[1] for field in ("kiosk", "style"))
open("touched/ballots.txt", "w", encoding="utf-8").write(text[sign:])
for line in open("merged/envelopes.txt", encoding="ascii").read().splitlines():
    box, envelope = line.split(" ", 1)
    if box == kiosk and envelope.split(" ")[2].rstrip(".") == style:
        leaf = hashlib.sha256(b"\0" + envelope.encode()).hexdigest()
        break
open("touched/rejected.txt", "w", encoding="ascii").write(f"{box} {leaf} unopenable\n")
PY
publish_touched=(tallystick publish "${event[@]}" exports --closing closing.note --opened touched
    --key org.key --passphrase-file pass.txt --out audit-2)
expect 1 "${publish_touched[@]}"
stderr_has "touched/ballots.txt: expected SHA-256"
cp opened/ballots.txt touched/
expect 1 "${publish_touched[@]}"
stderr_has "touched/rejected.txt: expected SHA-256"
rm touched/opened.note
expect 2 "${publish_touched[@]}"
stderr_has "touched/opened.note"
rm -rf touched; cp -r opened touched
touch touched/votes.txt
expect 1 "${publish_touched[@]}"
stderr_has "touched/votes.txt"
rm -rf touched
absent audit-2

expect 0 tallystick publish "${event[@]}" exports --closing closing.note --opened opened \
    --key org.key --passphrase-file pass.txt --out audit --json
[ -f "$(json stdout "d['page']")" ] || fail "no page"
silent
expect 1 tallystick audit audit
stderr_has "result-witnesses"
expect 1 tallystick witness sign audit/result.note --key org.key --passphrase-file pass.txt
expect 2 tallystick audit audit --full nowhere.txt
stderr_has "nowhere.txt"
expect 2 tallystick publish "${event[@]}" exports --closing closing.note --opened opened \
    --key org.key --passphrase-file pass.txt --out audit-2 --locale /nowhere
stderr_has "/nowhere"
absent audit-2
expect 1 tallystick publish "${event[@]}" "$north" --closing closing.note --opened opened \
    --key org.key --passphrase-file pass.txt --out audit-2 --json
[ "$(json stdout "d['good']")" = False ] || fail "publish --json does not say what failed"
witness audit/result.note
cmp opened/opened.note audit/opened.note || fail "another opened note was published"
expect 0 tallystick audit audit
stdout_has "witnessed by ann ben"
stdout_has "passed     opened-note"
stdout_has "funding line"
expect 0 tallystick audit audit --json
silent
[ "$(json stdout "d['good']")" = True ] || fail "the audit is not good"
expect 1 tallystick audit audit --organiser "$(cat ann.key.pub)"
expect 0 tallystick count audit
diff table stdout || fail "the published folder counts otherwise"
expect 0 tallystick count opened --pack pack --compare greedy,phragmen
cp stdout table
expect 0 tallystick count audit --compare greedy,phragmen
diff table stdout || fail "the published folder compares otherwise"

# A folder that was touched after it was signed.
cp -r audit touched
sed -i 's/Music studio/Music Studio/' touched/results/en.html
expect 1 tallystick audit touched
stderr_has "result-hashes"
stderr_has "results/en.html is not the file that was signed"
rm -rf touched; cp -r audit touched
touch touched/extra.txt
expect 1 tallystick audit touched
stderr_has "extra.txt is not listed"
for folder in extra pack/extra "bundles/$(basename "$north")/extra"; do
    rm -rf touched; cp -r audit touched
    mkdir "touched/$folder"
    expect 1 tallystick audit touched
    stderr_has "result-files: touched/$folder: expected a folder with files, found an empty one"
done
rm -rf touched; cp -r audit touched
rm touched/rejected.txt
expect 1 tallystick audit touched
stderr_has "result-files"
for file in ballots.txt closing.note opened.note pack/round.json result.note; do
    rm -rf touched; cp -r audit touched
    sed -i '0,/1/s//2/' touched/$file
    expect 1 tallystick count touched
    expect 1 tallystick explain touched
    [ ! -s stdout ] || fail "a refused count printed something"
done
rm -rf touched; cp -r audit touched
rm touched/result.note
expect 2 tallystick count touched
stderr_has "result.note"
no_leftovers
echo "a small election: passed"
