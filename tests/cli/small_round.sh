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
