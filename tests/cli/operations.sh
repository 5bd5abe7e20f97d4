#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands of docs/OPERATIONS.md as they stand there, one after the other, against the
# demonstration round: whoever follows the page meets no command that fails. What people do between
# them (carry sticks, vote, count cards) is done here by hand and robots.
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
. "$here/lib.sh" "$@"

export TALLYSTICK_PASSPHRASE="as typed" SDL_VIDEODRIVER=dummy
cp -r "$repository/assets/demo" crewe
mkdir media media/stick media/mirror exports
kiosks="hall-1 hall-2"
each=12 # ballots of each area at each kiosk

# The lines that begin with $, with those that a backslash continues.
awk '/^ *\$ / { sub(/^ *\$ /, ""); on = 1 }
     on { more = sub(/ *\\$/, ""); sub(/^ */, ""); printf "%s%s", $0, more ? " " : "\n"; on = more }' \
    "$repository/docs/OPERATIONS.md" >commands
[ "$(wc -l <commands)" -gt 25 ] || fail "OPERATIONS.md has $(wc -l <commands) commands"

# typed CODE COMMAND: run as it stands on the page, but for the folders of this test.
typed() {
    local command=$2
    command=${command//\/srv\/tallystick\/box/$scratch/box-$kiosk}
    command=${command//\/srv\/tallystick/$scratch}
    command=${command//\/media\//$scratch/media/}
    command=${command//hall-1.vkey/$kiosk.vkey}
    case $command in *"kiosk enrol"* | *-kiosk*) command=${command//hall-1/$kiosk} ;; esac
    # Half a second to try a passphrase is for thieves.
    case $command in "tallystick key new"*tally.pub) ;; "tallystick key new"*) command+=" --lock fast" ;; esac
    # The numbers of this event's cards.
    command=${command//=88,12,0/=$((2 * each)),$((100 - 2 * each)),0}
    command=${command//=91,8,1/=$((2 * each)),$((99 - 2 * each)),1}
    expect "$1" bash -c "$command"
}

vote() { # KIOSK: robots use its cards, close and save
    for style in north south; do
        # No pipe: `head` ends before grep has written all, which under pipefail ends the script.
        grep "^card .* $style\$" codes.secret >codes.style
        if [ "$1" = hall-1 ]; then head -$each codes.style; else tail -$each codes.style; fi
    done >codes."$1"
    expect 0 tallystick-robots vote --pack pack --data "box-$1" --cards "codes.$1" --pin 2468 \
        --ballots $((2 * each)) --straight --export-to exports --mirror media/mirror
}

verified=0 audited=0
while read -r command <&9; do
    case $command in
        "tallystick-kiosk "* | "tallystick kiosk enrol"*)
            for kiosk in $kiosks; do
                cp "$kiosk.note" media/stick/ 2>/dev/null || true
                echo 2468 >media/stick/pin.txt
                case $command in *" --mirror "*) typed 0 "$command --first-frame" ;; *) typed 0 "$command" ;; esac
                cp "media/stick/$kiosk.vkey" . 2>/dev/null || true
            done ;;
        "tallystick verify "*)
            verified=$((verified + 1))
            vote hall-$verified
            # During the day, one kiosk has saved nothing yet.
            typed $((verified == 1 ? 1 : 0)) "$command"
            [ $verified = 2 ] || [ "$(grep -c "error:" stderr) $(grep -c "box-present" stderr)" = "1 1" ] ||
                fail "another alarm than the page says" ;;
        "tallystick audit "*)
            audited=$((audited + 1))
            typed $((audited == 1 ? 1 : 0)) "$command"
            [ $audited = 2 ] || [ "$(grep -c "error:" stderr) $(grep -c "result-witnesses" stderr)" = "1 1" ] ||
                fail "another check than the page says" ;;
        *) kiosk=hall-1; typed 0 "$command" ;;
    esac
done 9<commands
[ "$verified $audited" = "2 2" ] || fail "verify $verified times, audit $audited times"
stdout_has "witnessed by anna bilal"

# The one in the table of what may happen.
recover=$(grep -o '`tallystick recover [^`]*`' "$repository/docs/OPERATIONS.md" | tr -d '`')
rm -r media/mirror/*hall-2*
typed 0 "$recover"
[ -n "$recover" ] || fail "recover is not on the page"
grep -o '`tallystick [a-z ]* --[a-z]*`' "$repository/docs/OPERATIONS.md" | tr -d '`' | sort -u >inline
while read -r command <&9; do
    expect 0 bash -c "$command"
done 9<inline
no_leftovers
echo "operations: $(wc -l <commands) commands passed"
