# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced: writes a small round and its keys into the scratch folder.
write_round() { # CARDS
    cat >round.toml <<TOML
title = { en = "Small fund", ur = "چھوٹا فنڈ" }
languages = ["en", "ur"]
fund = "10,000"
epoch = 8
blank_ballots = true
[[pot]]
id = "east"
name = { en = "East", ur = "مشرق" }
limit = "4,000"
ballot = "approval"
max = 2
leftover = "all"
[[pot]]
id = "all"
name = { en = "Everywhere", ur = "ہر جگہ" }
limit = "6,000"
ballot = "approval"
max = 3
[[style]]
id = "adult"
name = { en = "Adults", ur = "بالغ" }
pots = ["east", "all"]
cards = $1
[[style]]
id = "young"
name = { en = "Young people", ur = "نوجوان" }
pots = ["all"]
cards = $1
[witnesses]
quorum = 2
TOML
    cat >proposals.csv <<CSV
id,pot,cost,title,title.ur,summary
trees,east,"1,500",Forty trees,چالیس درخت,Trees for the canal.
benches,east,1800,New benches,,Somewhere to sit.
pond,east,"2,000",A pond,,With frogs.
hub,all,"3,000",Warm hub,,Open all winter.
music,all,"2,500",Music studio,,For everybody.
bikes,all,900.50,Bike library,,Borrow a bike.
repair,all,"1,200",Repair café,,Mend it.
CSV
    echo secret words >pass.txt
}
make_keys() {
    expect 0 tallystick key new organiser --name "crewe.example" --out org.key --passphrase-file pass.txt --lock fast
    for w in ann ben; do
        expect 0 tallystick key new witness --name "$w" --out $w.key --passphrase-file pass.txt --lock fast
    done
    expect 0 tallystick key new tally --out tally.pub --shares 3 --needed 2
}
seal_round() {
    expect 0 tallystick cards issue round.toml --out cards --codes codes.secret
    expect 0 tallystick round seal round.toml --cards cards --tally-key tally.pub \
        --witness ann.key.pub --witness ben.key.pub --key org.key --passphrase-file pass.txt --out pack
}
witness() { # NOTE
    for w in ann ben; do
        expect 0 tallystick witness sign "$1" --key $w.key --passphrase-file pass.txt
    done
}
# enrol NAME: key, request, certificate
enrol() {
    mkdir -p box
    expect 0 synthetic_kiosk request pack "$1" box
    expect 0 tallystick kiosk enrol box/$1.request --pack pack --key org.key --passphrase-file pass.txt --out box/$1.note
}
# hold_event CARDS [STYLE]: a round of so many cards of each style, all of them used at one kiosk (or
# only those of STYLE, and the others handed back), to `opened`.
hold_event() {
    local used="${2:-adult young}" style cards=()
    for style in adult young; do
        if [[ " $used " == *" $style "* ]]; then cards+=(--cards "$style=$1,0,0")
        else cards+=(--cards "$style=0,$1,0"); fi
    done
    write_round "$1"
    make_keys
    seal_round
    enrol north
    expect 0 tallystick roll make box/north.note --pack pack --key org.key --passphrase-file pass.txt \
        --out roll.note
    witness roll.note
    mkdir exports
    for style in $used; do grep "^card .* $style\$" codes.secret; done >used.codes
    expect 0 synthetic_kiosk vote pack box/north.note box/north.key used.codes exports 0 \
        "$(wc -l <used.codes)"
    event=(--pack pack --roll roll.note)
    expect 0 tallystick merge "${event[@]}" exports --out merged
    expect 0 tallystick closing "${event[@]}" --merged merged --dice 66666555554444433333 \
        "${cards[@]}" --key org.key --passphrase-file pass.txt --out closing.note
    witness closing.note
    expect 0 tallystick open "${event[@]}" --merged merged --closing closing.note \
        --share tally.pub.share-1 --share tally.pub.share-2 --out opened
}
publish_event() {
    expect 0 tallystick publish "${event[@]}" exports --closing closing.note --opened opened \
        --key org.key --passphrase-file pass.txt --out audit
}
