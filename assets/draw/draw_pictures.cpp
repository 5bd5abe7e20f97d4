// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the demonstration round's pictures: draw_pictures FOLDER [SCALE]. They are kept in
// assets/demo/pictures; this program is run again only when a drawing changes.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "scenes.h"

namespace {

struct Scene {
    const char* id;
    void (*draw)(tallystick::assets::Canvas&);
};

constexpr Scene scenes[] = {
    {"juice-bar", tallystick::assets::juice_bar},
    {"cook-together", tallystick::assets::cook_together},
    {"five-walks", tallystick::assets::five_walks},
    {"memory-cafe", tallystick::assets::memory_cafe},
    {"pocket-park", tallystick::assets::pocket_park},
    {"bike-library", tallystick::assets::bike_library},
    {"raised-beds", tallystick::assets::raised_beds},
    {"women-swim", tallystick::assets::women_swim},
    {"repair-cafe", tallystick::assets::repair_cafe},
    {"night-football", tallystick::assets::night_football},
    {"singing-lungs", tallystick::assets::singing_lungs},
    {"benches", tallystick::assets::benches},
    {"trishaw-rides", tallystick::assets::trishaw_rides},
    {"defibrillators", tallystick::assets::defibrillators},
    {"health-talks", tallystick::assets::health_talks},
    {"community-shed", tallystick::assets::community_shed},
    {"mind-mates", tallystick::assets::mind_mates},
    {"warm-rooms", tallystick::assets::warm_rooms},
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "usage: draw_pictures FOLDER [SCALE]\n");
        return 2;
    }
    const double scale = argc == 3 ? std::strtod(argv[2], nullptr) : 1.0;
    if (!(scale >= 0.05 && scale <= 8)) {
        std::fprintf(stderr, "draw_pictures: error: scale %s is not between 0.05 and 8\n", argv[2]);
        return 2;
    }
    for (const Scene& scene : scenes) {
        tallystick::assets::Canvas canvas(scale);
        scene.draw(canvas);
        const std::string file = std::string(argv[1]) + "/" + scene.id + ".png";
        if (!canvas.save(file)) {
            std::fprintf(stderr, "draw_pictures: error: cannot write %s\n", file.c_str());
            return 2;
        }
    }
    return 0;
}
