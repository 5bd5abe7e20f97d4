#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole kiosk program, from its start to what stands on its screen: pack, box, window, fonts,
# words. SDL's driver without a display writes down each frame that is presented to it.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh" "$@"
. "$here/small_round.sh"

write_round 12
make_keys
seal_round
echo 2468 >pin.txt
mkdir request frames
kiosk=(tallystick-kiosk --pack "$scratch/pack" --data "$scratch/box")
expect 0 "${kiosk[@]}" enrol --name hall --request request
expect 0 tallystick kiosk enrol request/hall.vkey --pack pack --key org.key --passphrase-file pass.txt \
    --out hall.note
expect 0 "${kiosk[@]}" enrol --certificate hall.note --pin-file pin.txt

cd frames
expect 0 env SDL_VIDEODRIVER=dummy SDL_VIDEO_DUMMY_SAVE_FRAMES=1 "${kiosk[@]}" --first-frame \
    --size 1280x800
python3 - <<'PY' || fail "the first frame is not a screen"
import collections, glob, struct
frames = glob.glob("*.bmp")
assert len(frames) == 1, f"one frame, found {frames}"
data = open(frames[0], "rb").read()
start, = struct.unpack_from("<I", data, 10)
width, height = struct.unpack_from("<ii", data, 18)
assert (width, abs(height)) == (1280, 800), (width, height)
line = (width * 3 + 3) // 4 * 4
rows = [data[start + y * line:start + y * line + width * 3] for y in range(abs(height))]
count = collections.Counter(row[x:x + 3] for row in rows for x in range(0, width * 3, 3))
ground = count.most_common(1)[0][0]
drawn = 1 - count[ground] / (width * abs(height))
# Letters have soft edges: many colours, on lines from the top to the bottom of the screen.
lines = [y for y, row in enumerate(rows) if row != ground * width]
assert len(count) > 100, f"{len(count)} colours"
assert drawn > 0.05, f"{drawn:.3f} of the screen is drawn"
assert lines[-1] - lines[0] > 0.7 * abs(height), (lines[0], lines[-1])
PY

# A kiosk that refuses says why on standard error and ends too, also where it would fill the screen.
expect 1 timeout 60 env SDL_VIDEODRIVER=dummy tallystick-kiosk --pack "$scratch/pack" \
    --data "$scratch/no-box" --first-frame
stderr_has "tallystick-kiosk: error:"
stderr_has "tallystick-kiosk: hint:"
cp -r "$scratch/pack" "$scratch/changed"
sed -i 's/Forty trees/Forty bees!/' "$scratch/changed/round.json"
expect 1 timeout 60 env SDL_VIDEODRIVER=dummy tallystick-kiosk --pack "$scratch/changed" \
    --data "$scratch/box" --first-frame
stderr_has "round.json"
echo "first frame: passed"
