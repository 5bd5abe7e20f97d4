#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What else lies on the sticks that come back: copies, halves of exports, links, what merge wrote.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

write_round 12
make_keys
seal_round
enrol north
expect 0 tallystick roll make box/north.note --pack pack --key org.key --passphrase-file pass.txt \
    --out roll.note
witness roll.note
mkdir exports
expect 0 synthetic_kiosk vote pack box/north.note box/north.key codes.secret exports 0 24
bundle=$(cat stdout)
name=$(basename "$bundle")
event=(--pack pack --roll roll.note)
passed_over() { stderr_has "tallystick: warning: $1: passed over, it $2"; }

# Pulled out while it was written: the export that is complete is taken, the half is named.
mkdir stick stick/.Trashes
cp -r "$bundle" stick/
mkdir "stick/.$name.part" "stick/.$name.old"
cp "$bundle/envelopes.txt" "stick/.$name.part/"
expect 0 tallystick merge "${event[@]}" stick --out stick/merged --json
passed_over "stick/.$name.part" "was not written to its end"
passed_over "stick/.$name.old" "was not written to its end"
[ "$(json stdout "len(d['warnings'])")" = 2 ] || fail "expected two warnings"

# Pulled out between the two names of an export: the hidden one is whole, and all there is.
for end in old part; do
    mkdir "between-$end"
    cp -r "$bundle" "between-$end/.$name.$end"
    expect 0 tallystick merge "${event[@]}" "between-$end" --out "merged-$end"
    stderr_has "tallystick: warning: between-$end/.$name.$end: taken, a whole export"
    diff -r "merged-$end" stick/merged || fail "merged otherwise"
    # Behind the export that it became, or that replaced it, it is not needed.
    cp -r "$bundle" "between-$end/"
    expect 0 tallystick merge "${event[@]}" "between-$end" --out "again-$end"
    passed_over "between-$end/.$name.$end" "was replaced by the whole export of its name"
    # Of a bad one nothing is said that could cost the good one.
    touch "between-$end/$name/Thumbs.db"
    expect 0 tallystick merge "${event[@]}" "between-$end" --out "stray-$end"
    stderr_has "tallystick: warning: between-$end/.$name.$end: taken, a whole export"
    diff -r "stray-$end" stick/merged || fail "merged otherwise"
    rm "between-$end/$name/Thumbs.db"
    # A file of it is not as it was signed.
    truncate -s -10 "between-$end/.$name.$end/envelopes.txt"
    expect 0 tallystick merge "${event[@]}" "between-$end" --out "torn-$end"
    passed_over "between-$end/.$name.$end" "was not written to its end"
done

# What merge wrote onto the stick is no bundle, and no hindrance.
expect 0 tallystick merge "${event[@]}" stick --out merged
passed_over stick/merged "is what merge wrote"
diff -r stick/merged merged || fail "merged otherwise"
expect 2 tallystick merge "${event[@]}" stick/merged --out again
stderr_has "stick/merged: expected a bundle, found what merge wrote"
absent again
expect 0 tallystick verify "${event[@]}" stick --json
[ "$(json stdout "len(d['warnings'])")" = 3 ] || fail "expected three warnings"

# What is not taken is not silently left out.
mkdir linked emptied only-half
ln -s "$PWD/$bundle" "linked/$name"
expect 1 tallystick merge "${event[@]}" linked --out again
passed_over "linked/$name" "is a link"
stderr_has "box-present: no bundle of north"
mkdir "emptied/$name"
expect 1 tallystick merge "${event[@]}" emptied --out again-2
passed_over "emptied/$name" "has neither bundle.note nor envelopes.txt"
cp "$bundle/kiosk.note" "emptied/$name/"
mv "emptied/$name" emptied/renamed
expect 1 tallystick verify "${event[@]}" emptied
passed_over emptied/renamed "has neither bundle.note nor envelopes.txt"
cp -r "stick/.$name.part" only-half/
expect 1 tallystick verify "${event[@]}" only-half
stderr_has "box-present: no bundle of north"

# A stick that was torn out keeps nobody from merging what is whole, and is named.
mkdir torn
cp -r "$bundle" torn/
truncate -s -100 "torn/$name/envelopes.txt"
expect 1 tallystick merge "${event[@]}" torn --out again-3
stderr_has "a good closed export covers this one"
absent again-3
expect 0 tallystick merge "${event[@]}" torn stick --out with-torn --json
stderr_has "tallystick: warning: torn/$name: passed over, it is damaged"
[ "$(json stdout "len(d['warnings'])")" = 4 ] || fail "expected four warnings"
diff -r with-torn merged || fail "merged otherwise"
mkdir misnamed
cp -r "$bundle" "misnamed/$name.bak"
expect 0 tallystick merge "${event[@]}" misnamed "$bundle" --out with-misnamed
stderr_has "tallystick: warning: misnamed/$name.bak: passed over, it is whole and not under its name"
stderr_has ": give the folder its name back; the closed export"
diff -r with-misnamed merged || fail "merged otherwise"
# Last year's public certificate beside this year's files: nothing to throw away without a look.
mkdir swapped
cp -r "torn/$name" swapped/
sed -i "s/^round .*/round $(printf 'ab%.0s' {1..32})/" "swapped/$name/kiosk.note"
expect 1 tallystick merge "${event[@]}" swapped "$bundle" --out again-4
stderr_has "files of several bundles lie in one folder"
absent again-4

# A file manager's copy is a copy; a bundle in a further folder is named, or taken when that is.
mkdir -p copies deep/north/day
cp -r "$bundle" copies/
cp -r "$bundle" "copies/$name (copy)"
expect 0 tallystick merge "${event[@]}" copies --out copied
diff -r copied merged || fail "merged otherwise"
cp -r "$bundle" deep/north/day/
expect 1 tallystick verify "${event[@]}" deep
stderr_has "tallystick: warning: deep/north/day: passed over, it holds bundles and was not named"
expect 0 tallystick verify "${event[@]}" deep deep/north/day/
silent
expect 0 tallystick verify "${event[@]}" deep "deep/north/day/$name"
silent
# So is one that a pulled plug left there under a hidden name, the half of one, and a link.
mkdir -p between/day halved/day sunk/1/2/3/4/5 linked/day
cp -r "$bundle" "between/day/.$name.part"
expect 1 tallystick verify "${event[@]}" between
stderr_has "tallystick: warning: between/day: passed over, it holds bundles and was not named"
expect 0 tallystick verify "${event[@]}" between/day
cp -r "stick/.$name.part" halved/day/
expect 1 tallystick verify "${event[@]}" halved
passed_over "halved/day/.$name.part" "was not written to its end"
mv "linked/$name" linked/day/
expect 1 tallystick verify "${event[@]}" linked
passed_over "linked/day/$name" "is a link"
# Nobody walks down for ever, and that is said.
cp -r "$bundle" sunk/1/2/3/4/5/
expect 1 tallystick verify "${event[@]}" sunk
stderr_has "tallystick: warning: sunk/1/2/3/4/5: not looked into"
stderr_has "name their folder, too"
expect 0 tallystick verify "${event[@]}" sunk sunk/1/2/3/4/5
silent

# Two sticks with one export: merged, opened and published, once.
cp -r exports second
expect 0 tallystick closing "${event[@]}" --merged merged --dice 11111222223333344444 \
    --cards adult=12,0,0 --cards young=12,0,0 --key org.key --passphrase-file pass.txt --out closing.note
witness closing.note
expect 0 tallystick open "${event[@]}" --merged merged --closing closing.note \
    --share tally.pub.share-1 --share tally.pub.share-2 --out opened
publish=(tallystick publish "${event[@]}" --closing closing.note --opened opened --key org.key
    --passphrase-file pass.txt --out audit)
# Other bundles than were merged: which, and what to do.
expect 1 "${publish[@]}" only-half
stderr_has "closing.note: north: expected a log of 24 envelopes with root "
stderr_has ", found no bundle of it"
stderr_has "hint: merge had $name or -open: name the stick or folder that it is in, too"
stderr_has "closing.note: expected 24 envelopes, SHA-256 "
stderr_has ", found 0, SHA-256 e3b0c44298fc... (north 0)"
stderr_has "hint: publish takes the bundles that merge took"
absent audit
expect 0 tallystick publish "${event[@]}" stick second torn copies exports --closing closing.note --opened opened \
    --key org.key --passphrase-file pass.txt --out audit
[ "$(ls audit/bundles)" = "$name" ] || fail "expected one bundle: $(ls audit/bundles)"
witness audit/result.note
expect 0 tallystick audit audit
echo "sticks: passed"
