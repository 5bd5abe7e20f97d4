#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What an organiser, a stick or a typing finger can get wrong: every fault is named, nothing is
# written.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

# Wrong usage.
expect 2 tallystick
stderr_has "tallystick: error:"
stderr_has "tallystick: hint:"
expect 2 tallystick frobnicate
expect 2 tallystick count
expect 2 tallystick verify some-bundle
stderr_has "--pack"
expect 2 tallystick audit nowhere
stderr_has "result.note"
expect 0 tallystick --version
stdout_has "tallystick "

# A spreadsheet with several wrong rows: all of them at once.
write_round 12
cat >>proposals.csv <<CSV
trees,east,100,Trees again,,Once more.
shed,nowhere,"1,20",,,No title.
CSV
expect 1 tallystick round check round.toml
stderr_has "proposals.csv row 9, column id: expected an id not used in row 2, found \"trees\""
stderr_has "proposals.csv row 10, column pot: expected one of the pots of the round (east, all)"
stderr_has "proposals.csv row 10, column cost: expected an amount such as 1,200 or 1200.50, found \"1,20\""
stderr_has "proposals.csv row 10, column title: expected a title"
stderr_has "4 faults; nothing was written"
expect 1 tallystick round check round.toml --json
silent
[ "$(json stdout "len(d['faults'])")" = 4 ] || fail "expected 4 faults"
[ "$(json stdout "d['faults'][0]['line']")" = 9 ] || fail "expected row 9"
expect 1 tallystick cards issue round.toml --out cards --codes codes.secret
absent cards
absent codes.secret

expect 2 tallystick round check nowhere.toml
stderr_has "nowhere.toml"
stderr_has "tallystick: hint:"

# Keys.
write_round 12
make_keys
expect 2 tallystick key new tally --out t.pub --share t.1 --share t.1 --share t.2
stderr_has "t.1 was named twice"
absent t.pub
absent t.1
expect 2 tallystick key new tally --out t.pub --shares 2 --needed 3
stderr_has "--needed 3: there are only 2 shares"
absent t.pub
for words in 'a ' $'a\nb' $'a\u202eb' $'a\xffb'; do
    expect 2 tallystick key poster org.key.pub --title "$words" --out poster.pdf
    stderr_has "tallystick: error: --title: "
    stderr_has "tallystick: hint:"
    absent poster.pdf
    expect 1 tallystick key new witness --name "$words" --out w.key --passphrase-file pass.txt --lock fast
    stderr_has "tallystick: error: a key's name has"
    absent w.key
done
# What is wrong between the parts of a round is said in the round's own currency and words.
write_round 12
sed -i 's/^fund = .*/fund = "9,000"\ncurrency = "PLN"/; s/^leftover = .*/leftover = "alle"/' round.toml
expect 1 tallystick round check round.toml
stderr_has "error: round.toml: round: the pots sum to PLN 10,000, expected the fund, PLN 9,000"
stderr_has "error: round.toml: pot east: leftover names no pot: alle"
write_round 12
expect 2 tallystick cards issue round.toml --out cards --codes codes.secret --sheet /proc/nowhere/x.pdf
absent cards
absent codes.secret
echo wrong >wrong.txt
expect 0 tallystick cards issue round.toml --out cards --codes codes.secret
seal=(tallystick round seal round.toml --cards cards --tally-key tally.pub --witness ann.key.pub
    --witness ben.key.pub --key org.key --out pack)
expect 1 "${seal[@]}" --passphrase-file wrong.txt
absent pack
expect 2 env -u TALLYSTICK_PASSPHRASE setsid -w "${seal[@]}"
stderr_has "--passphrase-file"
expect 1 tallystick round seal round.toml --cards cards --tally-key tally.pub --witness ann.key.pub \
    --key org.key --passphrase-file pass.txt --out pack
stderr_has "asks for 2 witnesses, 1 were named"
expect 0 env TALLYSTICK_PASSPHRASE="secret words" "${seal[@]}"

# A pack that was touched.
cp -r pack bad
sed -i 's/Forty trees/Forty bees!/' bad/round.json
expect 1 tallystick verify --pack bad --roll roll.note
stderr_has "pack-hashes: bad/round.json is not the file that was sealed"

# A kiosk's request to a stick that is not there; and a new key beside the box of a closed kiosk.
request=(tallystick-kiosk --pack pack --data hall enrol --name hall --request)
expect 2 "${request[@]}" stick
stderr_has "stick: expected a folder"
absent stick
absent hall
mkdir stick
expect 0 "${request[@]}" stick
rm hall/kiosk.key
touch hall/box.db
expect 1 "${request[@]}" stick
stderr_has "of a kiosk whose key is gone"
absent hall/kiosk.key

# A roll of certificates; twice the same name.
enrol north
expect 1 tallystick roll make box/north.note box/north.note --pack pack --key org.key \
    --passphrase-file pass.txt --out roll.note
stderr_has "two certificates for north"
absent roll.note
expect 1 tallystick kiosk enrol box/north.request --pack pack --key ann.key --passphrase-file pass.txt \
    --out other.note
stderr_has "is not the key that sealed this round"
expect 1 tallystick roll make box/north.note --pack pack --key ann.key --passphrase-file pass.txt \
    --out roll.note
stderr_has "is not the key that sealed this round"
absent roll.note
expect 0 tallystick roll make box/north.note --pack pack --key org.key --passphrase-file pass.txt \
    --out roll.note
expect 1 tallystick verify --pack pack --roll roll.note
stderr_has "roll-witnesses: roll.note: 0 witnesses signed, expected 2"
for file in pack/round.note box/north.note; do
    cp "$file" before
    expect 1 tallystick witness sign "$file" --key ann.key --passphrase-file pass.txt
    stderr_has "expected a roll, closing or result note"
    cmp -s before "$file" || fail "$file was changed"
done
expect 1 tallystick witness sign roll.note --pack pack --key org.key --passphrase-file pass.txt
stderr_has "is no witness of this round"
witness roll.note
expect 1 tallystick witness sign roll.note --key ann.key --passphrase-file pass.txt

# Bundles: missing, changed, foreign.
mkdir exports
expect 0 synthetic_kiosk vote pack box/north.note box/north.key codes.secret exports 0 24
bundle=$(cat stdout)
event=(--pack pack --roll roll.note)
expect 2 tallystick merge "${event[@]}" nowhere --out merged
stderr_has "nowhere: no such folder"
for file in bundle.note kiosk.note checkpoint.note envelopes.txt spoiled.txt events.txt; do
    rm -rf bad
    mkdir bad
    cp -r "$bundle" bad/
    rm "bad/$(basename "$bundle")/$file"
    expect 1 tallystick merge "${event[@]}" "bad/$(basename "$bundle")" --out merged
    stderr_has "$file"
    absent merged
done
rm -rf bad
mkdir bad
cp -r "$bundle" bad/
sed -i '3s/./s/' "bad/$(basename "$bundle")/envelopes.txt"
expect 1 tallystick merge "${event[@]}" bad --out merged
stderr_has "tallystick: hint:"
absent merged

# A report in JSON is one object also when checks failed, whatever the names are.
mkdir hall$'\xff'
cp -r "$bundle" hall$'\xff'/
expect 0 tallystick merge "${event[@]}" hall$'\xff' --out merged-odd --json
[ "$(json stdout "len(d['inputs'])")" = 1 ] || fail "expected one input"
sed 's/^/x/' roll.note >bad.note
expect 1 tallystick verify --pack pack --roll bad.note "$bundle" --json
[ "$(json stdout "d['good']")" = False ] || fail "verify --json does not say what failed"
expect 1 tallystick merge --pack pack --roll bad.note "$bundle" --out merged --json
[ "$(json stdout "d['good']")" = False ] || fail "merge --json does not say what failed"
expect 1 tallystick closing --pack pack --roll bad.note --merged merged-odd --dice 11111222223333344444 \
    --key org.key --passphrase-file pass.txt --out closing.note --json
[ "$(json stdout "d['good']")" = False ] || fail "closing --json does not say what failed"
expect 1 tallystick open --pack pack --roll bad.note --merged merged-odd --closing none.note \
    --share tally.pub.share-1 --out opened --json
[ "$(json stdout "d['good']")" = False ] || fail "open --json does not say what failed"

# An output folder that is there already, and one that cannot be written.
expect 0 tallystick merge "${event[@]}" "$bundle" --out merged
expect 2 tallystick merge "${event[@]}" "$bundle" --out merged
stderr_has "merged is there already"
expect 2 tallystick merge "${event[@]}" "$bundle" --out no/such/folder
expect 2 bash -c 'tallystick verify --list >/dev/full'
stderr_has "standard output could not be written"

# A kiosk that never came back: an alarm until there is a written reason.
enrol south
for words in 'a ' ' a' $'a\nb' $'a\tb' $'a\u202eb' $'a\xffb'; do
    expect 2 tallystick roll make box/south.note --previous roll.note --reason "$words" --pack pack \
        --key org.key --passphrase-file pass.txt --out roll-2.note
    stderr_has "tallystick: error: the reason"
    stderr_has "tallystick: hint:"
    absent roll-2.note
done
expect 0 tallystick roll make box/south.note --previous roll.note --reason "a second room opened" \
    --pack pack --key org.key --passphrase-file pass.txt --out roll-2.note
witness roll-2.note
two=(--pack pack --roll roll.note --roll roll-2.note)
expect 1 tallystick verify --pack pack --roll roll-2.note "$bundle"
stderr_has "roll 1 is missing"
expect 1 tallystick merge "${two[@]}" "$bundle" --out merged-2
stderr_has "box-present: no bundle of south"
close=(tallystick closing "${two[@]}" --merged merged-2 --dice 11111222223333344444 --cards adult=12,0,0
    --cards young=12,0,0 --key org.key --passphrase-file pass.txt --out closing.note)
expect 1 "${close[@]}"
stderr_has "south has no final checkpoint"
stderr_has "alarms-explained"
expect 1 "${close[@]}" --missing "south=stolen from the van" --explain "log-grows=no reason at all" \
    --explain "box-present=stolen"
stderr_has "there is no alarm log-grows"
absent closing.note
for words in 'a ' ' a' $'a\nb' $'a\tb' $'a\u202eb' $'a\xffb'; do
    expect 2 "${close[@]}" --missing "south=stolen" --explain "box-present=$words"
    stderr_has "tallystick: error: --explain box-present: "
    stderr_has "tallystick: hint:"
    expect 2 "${close[@]}" --missing "south=$words" --explain "box-present=stolen"
    stderr_has "tallystick: error: --missing south: "
    stderr_has "tallystick: hint:"
    absent closing.note
done
expect 0 "${close[@]}" --missing "south=stolen from the van" \
    --explain "box-present=The kiosk of the south room was stolen from the van."
witness closing.note
# A share that cannot be read is never shown: the bare code in a file, and one wrong letter in it.
code=$(sed -n 's/^code //p' tally.pub.share-1)
echo "$code" >bare.share
sed 's/^code ./code !/' tally.pub.share-1 >typo.share
sed 's/^code /cobe /' tally.pub.share-1 >word.share
printf '%s' "$(cat tally.pub.share-1)" >cut.share
for share in bare typo word cut; do
    for form in "" --json; do
        expect 1 tallystick open "${two[@]}" --merged merged-2 --closing closing.note \
            --share $share.share --share tally.pub.share-2 --out opened $form
        stderr_has "$share.share: line "
        for group in ${code//-/ }; do
            ! grep -qF "$group" stdout stderr || fail "$share.share $form: a piece of the code is shown"
        done
        absent opened
    done
done
# Nor is a passphrase, or a share, that was named instead of a public key.
for file in pass.txt bare.share; do
    expect 1 tallystick round seal round.toml --cards cards --tally-key "$file" --witness ann.key.pub \
        --witness ben.key.pub --key org.key --passphrase-file pass.txt --out pack-2
    ! grep -qF "$(cat "$file")" stdout stderr || fail "$file is shown"
    expect 1 tallystick round seal round.toml --cards cards --tally-key tally.pub --witness "$file" \
        --key org.key --passphrase-file pass.txt --out pack-2
    stderr_has "$file: expected a verifier key"
    ! grep -qF "$(cat "$file")" stdout stderr || fail "$file is shown"
    absent pack-2
done
expect 0 tallystick open "${two[@]}" --merged merged-2 --closing closing.note \
    --share tally.pub.share-1 --share tally.pub.share-2 --out opened
expect 0 tallystick publish "${two[@]}" "$bundle" --closing closing.note --opened opened --key org.key \
    --passphrase-file pass.txt --out audit
witness audit/result.note
expect 0 tallystick audit audit
stdout_has "explained"
stdout_has "stolen from the van"
grep -q "stolen from the van" audit/results/en.html || fail "the page does not say it"

# Envelopes exchanged after the closing note was signed.
cp -r merged-2 swapped
sed -i '1{h;d};2{G}' swapped/envelopes.txt
expect 1 tallystick open "${two[@]}" --merged swapped --closing closing.note \
    --share tally.pub.share-1 --share tally.pub.share-2 --out opened-2
stderr_has "swapped/envelopes.txt"
stderr_has "expected lines sorted by kiosk, then leaf hash"
absent opened-2
no_leftovers
echo "bad input: passed"
