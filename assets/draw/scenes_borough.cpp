// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "people.h"
#include "scenes.h"

namespace tallystick::assets {
namespace {

void bubble(Canvas& canvas, double x, double y, double w, double h, Colour colour) {
    canvas.box(x, y, w, h, 36, colour);
    canvas.at(x + w * 0.3, y + h - 4, 1, 0, [&] { canvas.shape("M0 0 H44 L2 44 Z", colour); });
}

void spoked_wheel(Canvas& canvas, double x, double y, double radius) {
    canvas.disc(x, y, radius, rgb(0xFFFFFF, 0.55));
    for (int spoke = 0; spoke < 10; ++spoke)
        canvas.at(x, y, radius / 100, 36.0 * spoke, [&] { canvas.line("M0 0 V-92", 3, steel); });
    canvas.ring(x, y, radius, 14, ink);
    canvas.disc(x, y, 12, slate);
}

}  // namespace

void trishaw_rides(Canvas& canvas) {
    backdrop(canvas, Theme::together);
    tree(canvas, 110, 546, 1.3, leaf);
    tree(canvas, 884, 540, 0.9, forest);
    shadow(canvas, 490, 584, 340);
    // the rider behind, pedalling to the right
    spoked_wheel(canvas, 262, 488, 92);
    canvas.line("M262 488 L330 392 L430 392 M330 392 L372 488 H262 M372 488 L448 400", 13, teal);
    canvas.line("M330 392 L322 360", 11, slate);
    canvas.shape("M284 346 C310 336 346 340 360 352 C344 364 310 364 284 358 Z", ink);
    canvas.line("M330 340 L406 398 L380 500", 34, navy);
    canvas.line("M372 506 h34", 18, ink);
    canvas.line("M330 344 L352 214", 62, red);
    canvas.line("M358 222 L412 290 L462 298", 24, mix(red, ink, 0.12));
    canvas.disc(466, 298, 14, skin_dark);
    canvas.line("M430 392 L448 300 L474 294", 11, slate);
    canvas.line("M358 170 L354 200", 30, mix(skin_dark, ink, 0.12));
    head(canvas, 362, 176, 0.88, {skin_dark, yellow, red, Hair::cap, Mouth::smile});
    // hood
    canvas.shape(
        "M486 430 C470 250 560 150 720 168 C730 170 736 182 728 190 C640 200 566 250 560 430 Z",
        orange);
    canvas.shape("M486 430 C470 250 560 150 720 168 C620 176 536 240 524 430 Z",
                 mix(orange, ink, 0.14));
    canvas.line("M560 300 C600 250 660 206 726 184", 7, mix(orange, ink, 0.25));
    // passengers
    bust(canvas, 612, 344, 0.72, {skin_fair, hair_grey, plum, Hair::bun, Mouth::smile});
    glasses(canvas, 612, 344, 0.72);
    bust(canvas, 700, 350, 0.7, {skin_brown, hair_grey, rgb(0x3E6FA3), Hair::bald, Mouth::smile});
    // seat, blanket, footboard
    canvas.shape("M520 420 H768 C784 420 790 436 784 452 L776 486 H536 C524 486 516 476 516 460 Z",
                 teal);
    canvas.shape("M546 398 C600 386 700 386 752 398 L772 496 C700 508 600 508 536 496 Z", rose);
    canvas.line("M566 400 L558 496 M612 396 L608 500 M658 396 V502 M704 398 L712 500", 7,
                mix(rose, white, 0.5));
    canvas.line("M546 430 C610 440 690 440 758 430 M542 468 C610 478 690 478 766 468", 7,
                mix(rose, white, 0.5));
    canvas.line("M776 470 L838 530 H874", 14, mix(teal, ink, 0.2));
    spoked_wheel(canvas, 690, 508, 72);
    canvas.line("M372 488 H618", 12, mix(teal, ink, 0.2));
    heart(canvas, 810, 220, 0.42, rose);
    heart(canvas, 862, 160, 0.28, rose);
}

void defibrillators(Canvas& canvas) {
    canvas.fade(0, 640, rgb(0xE7B79E), rgb(0xDDA588));
    for (int row = 0; row < 10; ++row)
        for (int column = -1; column < 9; ++column) {
            const double x = 124.0 * column + (row % 2 == 0 ? 0 : 62);
            canvas.box(x + 4, 64.0 * row + 4, 116, 56, 5,
                       (row * 5 + column * 3) % 7 < 2 ? rgb(0xCF8568) : rgb(0xD89377));
        }
    canvas.glow(480, 300, 420, rgb(0xFFF6E9, 0.75));
    canvas.box(292, 92, 388, 470, 34, rgb(0x2B2D42, 0.18));
    canvas.box(280, 76, 388, 470, 34, forest);
    canvas.box(280, 76, 388, 470, 34, mix(forest, leaf, 0.15));
    canvas.box(304, 100, 340, 422, 22, yellow);
    canvas.box(330, 128, 288, 300, 18, cream);
    canvas.box(330, 128, 288, 36, 18, white);
    heart(canvas, 474, 282, 2.25, forest);
    canvas.line("M360 288 H420 L440 246 L468 336 L496 226 L516 288 H588", 12, white);
    canvas.box(404, 452, 140, 38, 19, ink);
    canvas.box(418, 462, 112, 9, 4, slate);
    canvas.box(640, 264, 34, 96, 12, steel);
    canvas.box(648, 276, 10, 72, 5, white);
    // the lamp above and the arms of help
    canvas.shape("M420 76 C424 38 524 38 528 76 Z", mix(yellow, white, 0.5));
    canvas.disc(160, 300, 74, white);
    canvas.box(138, 254, 44, 92, 8, forest);
    canvas.box(114, 278, 92, 44, 8, forest);
    canvas.disc(806, 300, 74, white);
    canvas.shape("M822 230 L766 312 H802 L788 372 L848 284 H810 Z", orange);
}

void health_talks(Canvas& canvas) {
    backdrop(canvas, Theme::skills);
    bust(canvas, 266, 448, 1.36,
         {skin_tan, rgb(0x2E6E8E), rgb(0x8B5FA8), Hair::scarf, Mouth::smile});
    bust(canvas, 694, 448, 1.36, {skin_dark, hair_black, rgb(0x3F7FC4), Hair::bun, Mouth::smile});
    // nurse's watch and collar
    canvas.shape("M664 482 L694 520 L724 482 L740 490 L698 552 L648 490 Z", white);
    canvas.disc(772, 562, 15, white);
    canvas.line("M772 562 v-8 M772 562 h6", 3, ink);
    canvas.shape("M0 612 C300 592 660 592 960 612 V640 H0 Z", mix(teal, white, 0.25));
    bubble(canvas, 84, 92, 216, 128, rose);
    canvas.line("M124 136 H258 M124 174 H216", 13, white);
    bubble(canvas, 320, 52, 176, 130, orange);
    heart(canvas, 408, 118, 0.78, white);
    canvas.mirrored(690, [&] { bubble(canvas, 516, 86, 216, 128, teal); });
    canvas.line("M692 128 H820 M738 166 H820", 13, white);
    canvas.mirrored(590, [&] { bubble(canvas, 524, 216, 132, 96, yellow); });
    for (const double x : {562.0, 590.0, 618.0}) canvas.disc(x, 264, 9, ink);
    bubble(canvas, 404, 244, 104, 84, blue);
    canvas.line("M432 286 q12 -16 24 0 q12 16 24 0", 8, white);
}

void community_shed(Canvas& canvas) {
    backdrop(canvas, Theme::skills);
    tree(canvas, 132, 552, 1.5, forest);
    tree(canvas, 862, 552, 1.25, leaf);
    shadow(canvas, 480, 566, 330);
    for (int board = 0; board < 12; ++board)
        canvas.box(220 + 43.5 * board, 250, 42, 312, 0,
                   board % 2 == 0 ? wood : mix(wood, bark, 0.16));
    canvas.shape("M196 262 L480 96 L766 262 Z", mix(wood, bark, 0.3));
    canvas.shape("M480 66 L812 262 L792 290 L480 108 L168 290 L148 262 Z", rgb(0x4A5568));
    canvas.disc(480, 196, 34, white);
    canvas.disc(480, 196, 25, rgb(0xA9D7EC));
    canvas.line("M480 171 V221 M455 196 H505", 5, white);
    // open door with warm light
    canvas.box(250, 312, 170, 250, 4, rgb(0x5A3C25));
    canvas.box(258, 320, 154, 242, 2, rgb(0xFFDF8E));
    canvas.shape("M258 562 V452 H412 V562 Z", rgb(0xE9B95F));
    canvas.line("M296 336 V356", 5, ink);
    canvas.shape("M270 382 C274 348 318 348 322 382 Z", teal);
    canvas.disc(296, 386, 9, white);
    canvas.shape("M420 312 L468 336 V586 L420 562 Z", teal);
    canvas.disc(456, 456, 6, yellow);
    // window
    canvas.box(520, 318, 184, 116, 4, white);
    canvas.box(530, 328, 164, 96, 2, rgb(0xFFE6A6));
    canvas.box(608, 328, 8, 96, 0, white);
    canvas.line("M548 402 V352 M570 402 V360 M640 402 V348", 8, bark);
    canvas.box(534, 342, 28, 16, 4, slate);
    canvas.box(632, 340, 16, 20, 6, red);
    // bench in front with saw and plane
    canvas.box(496, 478, 320, 22, 6, mix(wood, white, 0.3));
    canvas.box(520, 498, 24, 88, 2, bark);
    canvas.box(768, 498, 24, 88, 2, bark);
    canvas.at(596, 452, 1, -7, [&] {
        canvas.shape("M-10 -18 L118 0 L114 20 L-14 26 Z", steel);
        canvas.line(
            "M-12 27 l8 7 l8 -8 l8 7 l8 -8 l8 7 l8 -8 l8 7 l8 -8 l8 7 l8 -8 l8 7 l8 -8 l8 7 l8 -8 "
            "l8 7 l6 -6",
            3, slate);
        canvas.shape("M-8 -22 C-40 -30 -66 -16 -64 8 C-62 30 -34 36 -12 28 Z", red);
        canvas.disc(-36, 4, 10, rgb(0xBFE5E0));
    });
    canvas.box(704, 452, 92, 26, 5, bark);
    canvas.shape("M728 454 L740 418 H756 L752 454 Z", steel);
    canvas.disc(714, 444, 12, red);
    canvas.line("M690 472 q-14 -2 -10 -14 q6 -8 12 0", 5, sand);
    canvas.line("M668 474 q-12 0 -10 -10 q5 -8 11 0", 4, sand);
}

void mind_mates(Canvas& canvas) {
    backdrop(canvas, Theme::minds);
    shadow(canvas, 480, 580, 350);
    // sofa
    canvas.box(170, 290, 620, 220, 60, plum);
    canvas.box(178, 298, 300, 190, 50, mix(plum, white, 0.14));
    canvas.box(482, 298, 300, 190, 50, mix(plum, white, 0.14));
    const auto sitting = [&](double x, const Look& look, Colour trousers, double lean) {
        canvas.at(x, 0, 1, 0, [&] {
            canvas.at(0, 330, 1, lean, [&] { bust(canvas, 0, -10, 1.06, look); });
            canvas.shape("M-92 460 C-80 420 80 420 92 460 V500 H-92 Z", look.top);
            canvas.line("M-44 488 C-60 500 -62 520 -58 566", 58, trousers);
            canvas.line("M44 488 C60 500 62 520 58 566", 58, mix(trousers, ink, 0.1));
        });
    };
    canvas.box(150, 448, 660, 84, 34, mix(plum, ink, 0.12));
    sitting(350, {skin_fair, hair_brown, teal, Hair::long_hair, Mouth::smile}, navy, 6);
    sitting(612, {skin_dark, hair_black, orange, Hair::cropped, Mouth::smile}, slate, -6);
    // a hand on a shoulder
    canvas.line("M432 428 C470 470 516 460 540 420", 34, mix(teal, ink, 0.1));
    canvas.disc(544, 414, 19, skin_fair);
    canvas.box(118, 380, 92, 190, 40, mix(plum, ink, 0.2));
    canvas.box(750, 380, 92, 190, 40, mix(plum, ink, 0.2));
    canvas.box(128, 388, 60, 60, 28, mix(plum, ink, 0.1));
    canvas.box(772, 388, 60, 60, 28, mix(plum, ink, 0.1));
    for (const double x : {286.0, 408.0, 554.0, 670.0}) canvas.oval(x, 590, 40, 17, ink);
    // badge and what is told
    canvas.disc(410, 404, 15, yellow);
    heart(canvas, 410, 405, 0.18, red);
    bubble(canvas, 650, 74, 214, 128, white);
    canvas.line(
        "M694 138 c14 -40 44 -40 40 -6 c-4 30 -34 22 -18 -4 c18 -28 52 -22 48 4 c-4 28 -34 18 -20 "
        "-4 c18 -26 60 -20 74 10",
        7, plum);
    canvas.mirrored(230, [&] { bubble(canvas, 146, 100, 160, 110, mix(rose, white, 0.1)); });
    heart(canvas, 230, 156, 0.66, white);
}

void warm_rooms(Canvas& canvas) {
    canvas.fade(0, 640, rgb(0x24365F), rgb(0x4B5F8F));
    canvas.glow(480, 290, 470, rgb(0xFFC76B, 0.55));
    canvas.box(190, 46, 580, 478, 16, rgb(0x6E4A34));
    canvas.box(214, 70, 532, 430, 6, rgb(0xFFD98A));
    // shelves of books behind the glass
    const Colour spines[] = {red, teal, plum, orange, blue, forest, rose, navy};
    for (int shelf = 0; shelf < 2; ++shelf) {
        const double y = 196 + 128.0 * shelf;
        double x = 228;
        for (int book = 0; x < 724; ++book) {
            const double w = 16 + (book * 7 + shelf * 5) % 4 * 5,
                         h = 62 + (book * 11 + shelf * 3) % 5 * 9;
            if ((book + shelf * 3) % 9 == 7)
                x += 12;
            else
                canvas.box(x, y - h, w, h, 3,
                           mix(spines[(book * 3 + shelf) % 8], rgb(0xFFD98A), 0.28));
            x += w + 2;
        }
        canvas.box(214, y, 532, 12, 0, rgb(0xB97A45));
    }
    canvas.inside("M214 70 H746 V500 H214 Z", [&] {
        bust(canvas, 352, 440, 0.96, {skin_tan, hair_grey, rgb(0x8E5AA8), Hair::bob, Mouth::smile});
        bust(canvas, 606, 444, 0.94,
             {skin_brown, hair_black, rgb(0x2F7F7A), Hair::cropped, Mouth::smile});
    });
    canvas.box(214, 484, 532, 16, 0, rgb(0xA8693A));
    canvas.box(472, 70, 16, 430, 0, rgb(0x6E4A34));
    canvas.box(214, 226, 532, 12, 0, rgb(0x6E4A34));
    canvas.box(190, 46, 580, 26, 12, rgb(0x835A40));
    // sill with snow and a mug
    canvas.box(150, 512, 660, 40, 10, rgb(0x835A40));
    canvas.shape("M150 516 C200 492 240 510 300 500 C360 490 400 512 420 514 H150 Z", white);
    canvas.shape("M600 514 C640 496 700 508 750 496 C780 492 806 504 810 516 Z", white);
    shadow(canvas, 500, 514, 70);
    canvas.line("M540 446 C578 438 576 494 536 490", 12, red);
    canvas.shape("M452 424 H544 V494 C544 508 536 514 524 514 H472 C460 514 452 508 452 494 Z",
                 red);
    canvas.box(464, 436, 12, 60, 6, mix(red, white, 0.4));
    steam(canvas, 498, 412, 0.8, rgb(0xFFFFFF, 0.95));
    canvas.shape("M0 580 C200 556 420 596 640 572 C780 558 880 576 960 566 V640 H0 Z",
                 rgb(0xE9F0FA));
    const std::pair<double, double> flakes[] = {
        {60, 90},   {120, 220}, {48, 340},  {150, 430}, {90, 500},  {840, 80}, {900, 190},
        {830, 290}, {920, 380}, {860, 470}, {150, 60},  {800, 180}, {36, 200}, {930, 60}};
    for (const auto& [x, y] : flakes) canvas.disc(x, y, 6, rgb(0xFFFFFF, 0.9));
}

}  // namespace tallystick::assets
