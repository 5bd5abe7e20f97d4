#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command with --json: standard output is one object and nothing else, files that were written
# are named by their full path and are there, and each warning stands on standard error too.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

# reports WORDS... -- OPTIONS...: runs a command with --json and notes that it was run.
reports() {
    local words=()
    while [ "$1" != -- ]; do words+=("$1"); shift; done
    shift
    echo "${words[*]}" >>reported
    expect 0 tallystick "${words[@]}" "$@" --json
    python3 - "${words[*]}" <<'PY' || fail "${words[*]} --json"
import json, os, sys
report = json.load(open("stdout", encoding="utf-8"))
said = open("stderr", encoding="utf-8").read()
assert isinstance(report, dict), "no object"
for entry in report.get("wrote", []):
    assert os.path.isabs(entry["path"]) and os.path.exists(entry["path"]), entry
    mode = os.stat(entry["path"]).st_mode & 0o077
    assert not entry["secret"] or mode == 0, f"{entry} can be read by others"
warnings = [line for line in said.splitlines() if "warning: " in line]
assert [f"tallystick: warning: {text}" for text in report.get("warnings", [])] == warnings, said
assert len(said.splitlines()) == len(warnings), said
PY
}

write_round 12
sed -i '1i recordings = "recordings.csv"' round.toml
printf 'language,text,file\nen,Add,add.wav\n' >recordings.csv
python3 -c "import wave
with wave.open('add.wav', 'wb') as out:
    out.setparams((1, 2, 16000, 0, 'NONE', ''))
    out.writeframes(bytes(3200))"
sign=(--passphrase-file pass.txt)
reports round check -- round.toml
words="[(l['language'], l['kiosk_words'], l['pages_words']) for l in d['languages']]"
[ "$(json stdout "$words")" = "[('en', 'source language', 'source language'), ('ur', 'machine-drafted, awaiting native review', 'machine-drafted, awaiting native review')]" ] ||
    fail "who has read the words"
[ "$(json stdout "[(r['path'], r['file'], r['words']) for r in d['recordings']]")" = \
    "[('speech/en/9fd728c66c9a256b.wav', 'add.wav', 'Add')]" ] || fail "which recording says what"
expect 0 tallystick round check round.toml
stdout_has "speech/en/9fd728c66c9a256b.wav  add.wav  Add"
stdout_has "words of the kiosk and the pages: machine-drafted, awaiting native review"
reports key new -- organiser --name crewe.example --out org.key --lock fast "${sign[@]}"
[ "$(json stdout "[w['secret'] for w in d['wrote']]")" = "[True, False]" ] || fail "which is secret"
for w in ann ben; do
    reports key new -- witness --name $w --out $w.key --lock fast "${sign[@]}"
done
reports key new -- tally --out tally.pub
[ "$(json stdout "len(d['wrote']), d['shares'], d['needed']")" = "4 3 2" ] || fail "the shares"
reports key poster -- org.key.pub --title "Small fund" --out poster.pdf
reports cards issue -- round.toml --out cards --codes codes.secret --sheet cards.pdf
[ "$(json stdout "d['cards'], len(d['wrote']), len(d['warnings'])")" = "24 3 1" ] || fail "the cards"
reports round seal -- round.toml --cards cards --tally-key tally.pub --witness ann.key.pub \
    --witness ben.key.pub --key org.key "${sign[@]}" --out pack
key=$(printf Add | sha256sum | cut -c1-16)
cmp add.wav "pack/speech/en/$key.wav" || fail "the recording is not in the pack"

echo 2468 >pin.txt
mkdir posted stick exports
kiosk=(tallystick-kiosk --pack pack --data box)
expect 0 "${kiosk[@]}" enrol --name hall --request posted
reports kiosk enrol -- posted/hall.vkey --pack pack --key org.key "${sign[@]}" --out posted/hall.note
[ "$(json stdout "d['kiosk'], d['most']")" = "hall 2000" ] || fail "the certificate"
expect 0 "${kiosk[@]}" enrol --certificate posted/hall.note --pin-file pin.txt
reports roll make -- posted/hall.note --pack pack --key org.key "${sign[@]}" --out roll.note
[ "$(json stdout "d['roll'], d['boxes']")" = "1 1" ] || fail "the roll"
reports witness sign -- roll.note --pack pack --key ann.key "${sign[@]}"
[ "$(json stdout "d['witness']")" = ann ] || fail "the witness"
reports roll sign -- roll.note --pack pack --key ben.key "${sign[@]}"

expect 0 tallystick-robots vote --pack pack --data box --cards codes.secret --pin 2468 --ballots 12 \
    --straight --export-to exports --mirror stick
reports recover -- stick --pack pack --out recovered
[ "$(json stdout "d['envelopes'], d['torn']")" = "12 0" ] || fail "the mirror"

# Everything on the stick was overwritten but the signed checkpoint: `recover` says what is missing.
cp -r stick trodden
slots=$(echo trodden/*-mirror/slots.bin)
size=$(stat -c %s "$slots")
truncate -s 0 "$slots"
truncate -s "$size" "$slots"
reports recover -- trodden --pack pack --out left
[ "$(json stdout "d['envelopes'], 'at least 12 are missing' in d['warnings'][0]")" = "0 True" ] ||
    fail "recover does not say what is missing"
# The checkpoint was taken away: nothing tells whether anything is missing, and that is said.
cp -r stick stripped
rm stripped/*-mirror/checkpoint.note
reports recover -- stripped --pack pack --out counted-by-nobody
[ "$(json stdout "d['envelopes'], 'no checkpoint' in d['warnings'][0]")" = "12 True" ] ||
    fail "recover does not say that the checkpoint is missing"

event=(--pack pack --roll roll.note)
reports verify -- "${event[@]}" exports
reports verify -- --list
reports merge -- "${event[@]}" exports --out merged
reports closing -- "${event[@]}" --merged merged --dice 66666555554444433333 --cards adult=12,0,0 \
    --cards young=0,12,0 --key org.key "${sign[@]}" --out closing.note
witness closing.note
reports open -- "${event[@]}" --merged merged --closing closing.note --share tally.pub.share-1 \
    --share tally.pub.share-2 --out opened
[ "$(json stdout "[w['secret'] for w in d['wrote']], d['labels']")" = "[True] True" ] ||
    fail "what was opened is secret until it is published"
reports count -- opened --pack pack
reports explain -- opened --pack pack
reports publish -- "${event[@]}" exports --closing closing.note --opened opened --key org.key \
    "${sign[@]}" --out audit
witness audit/result.note
reports audit -- audit
reports rules --

# Whatever --help lists was run above.
commands() { # WORDS...
    local name names
    names=$(tallystick "$@" --help | sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\) .*/\1/p')
    [ -n "$names" ] || { echo "$*"; return; }
    for name in $names; do commands "$@" "$name"; done
}
commands | sort -u >listed
[ "$(wc -l <listed)" -gt 10 ] || fail "too few commands listed"
sort -u reported | diff listed - || fail "a command was not tried with --json"
no_leftovers
echo "json: passed"
