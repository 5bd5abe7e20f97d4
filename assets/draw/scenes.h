// SPDX-License-Identifier: GPL-3.0-or-later
// One picture per proposal of the demonstration round, named as the proposal is.
#pragma once

#include "canvas.h"

namespace tallystick::assets {

void juice_bar(Canvas& canvas);
void cook_together(Canvas& canvas);
void five_walks(Canvas& canvas);
void memory_cafe(Canvas& canvas);
void pocket_park(Canvas& canvas);
void bike_library(Canvas& canvas);
void raised_beds(Canvas& canvas);
void women_swim(Canvas& canvas);
void repair_cafe(Canvas& canvas);
void night_football(Canvas& canvas);
void singing_lungs(Canvas& canvas);
void benches(Canvas& canvas);
void trishaw_rides(Canvas& canvas);
void defibrillators(Canvas& canvas);
void health_talks(Canvas& canvas);
void community_shed(Canvas& canvas);
void mind_mates(Canvas& canvas);
void warm_rooms(Canvas& canvas);

}  // namespace tallystick::assets
