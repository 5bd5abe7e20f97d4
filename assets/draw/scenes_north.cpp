// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"
#include "scenes.h"

namespace tallystick::assets {
namespace {

void orange_fruit(Canvas& canvas, double x, double y, double radius) {
    canvas.disc(x, y, radius, orange);
    canvas.oval(x - radius * 0.35, y - radius * 0.4, radius * 0.3, radius * 0.2,
                mix(orange, white, 0.4));
    canvas.at(x, y - radius, radius / 30, 0,
              [&] { canvas.shape("M0 4 C6 -14 24 -14 26 -10 C20 2 10 6 0 4 Z", leaf); });
}

void glass_of_juice(Canvas& canvas, double x, double y, Colour juice) {
    canvas.at(x, y, 1, 0, [&] {
        canvas.line("M6 -30 L20 -88 L34 -92", 6, rose);
        canvas.shape("M-24 -66 H24 L19 0 H-19 Z", rgb(0xFFFFFF, 0.75));
        canvas.shape("M-22 -48 H22 L18 -3 H-18 Z", juice);
        canvas.shape("M-17 -44 H-9 L-9 -8 H-13 Z", mix(juice, white, 0.4));
    });
}

void striped_awning(Canvas& canvas) {
    constexpr int stripes = 9;
    constexpr double left = 228, stripe = 56;
    for (int i = 0; i < stripes; ++i) {
        const double x = left + stripe * i;
        const Colour cloth = i % 2 == 0 ? red : cream;
        canvas.disc(x + stripe / 2, 196, stripe / 2, mix(cloth, ink, 0.06));
        canvas.box(x, 104, stripe + 0.6, 94, 0, cloth);
    }
    canvas.box(left - 12, 88, stripes * stripe + 24, 26, 13, bark);
}

}  // namespace

void juice_bar(Canvas& canvas) {
    backdrop(canvas, Theme::food);
    shadow(canvas, 480, 578, 290);
    canvas.box(268, 110, 20, 280, 4, bark);
    canvas.box(672, 110, 20, 280, 4, bark);
    bust(canvas, 396, 330, 1.08, {skin_fair, hair_grey, rgb(0x4F7CAC), Hair::bald, Mouth::smile});
    glasses(canvas, 396, 330, 1.08);
    canvas.shape("M372 297 q12 -12 24 -2 q12 -10 24 2 q-12 10 -24 4 q-12 6 -24 -4 Z", hair_grey);
    bust(canvas, 574, 336, 0.94, {skin_fair, hair_ginger, yellow, Hair::cropped, Mouth::smile});
    striped_awning(canvas);
    canvas.disc(330, 556, 34, ink);
    canvas.disc(330, 556, 14, steel);
    canvas.disc(630, 556, 34, ink);
    canvas.disc(630, 556, 14, steel);
    canvas.box(276, 392, 408, 150, 3, mix(bark, ink, 0.2));
    for (int plank = 0; plank < 4; ++plank)
        canvas.box(276, 392 + 38.0 * plank, 408, 36, 3,
                   plank % 2 == 0 ? wood : mix(wood, bark, 0.2));
    canvas.box(248, 372, 464, 26, 8, mix(wood, white, 0.25));
    canvas.disc(480, 470, 56, cream);
    canvas.disc(480, 470, 44, orange);
    canvas.disc(480, 470, 37, mix(orange, yellow, 0.6));
    for (int slice = 0; slice < 8; ++slice)
        canvas.at(480, 470, 1, 45.0 * slice, [&] { canvas.line("M0 0 V-36", 4, cream); });
    orange_fruit(canvas, 282, 346, 26);
    orange_fruit(canvas, 336, 350, 22);
    orange_fruit(canvas, 308, 312, 24);
    glass_of_juice(canvas, 486, 372, orange);
    glass_of_juice(canvas, 640, 372, rose);
    glass_of_juice(canvas, 694, 372, leaf);
}

void cook_together(Canvas& canvas) {
    backdrop(canvas, Theme::food);
    for (int column = 0; column < 16; ++column)
        for (int row = 0; row < 3; ++row)
            canvas.box(60.0 * column, 520 + 40.0 * row, 60, 40, 0,
                       (column + row) % 2 == 0 ? mix(red, white, 0.15) : cream);
    shadow(canvas, 480, 552, 250);
    steam(canvas, 480, 176, 1.7, rgb(0xFFFFFF, 0.95));
    canvas.line("M610 268 L716 118", 20, wood);
    canvas.oval(722, 110, 32, 22, wood);
    canvas.box(216, 312, 60, 34, 17, navy);
    canvas.box(684, 312, 60, 34, 17, navy);
    canvas.shape("M266 262 H694 V486 C694 532 666 552 624 552 H336 C294 552 266 532 266 486 Z",
                 blue);
    canvas.shape("M602 262 H694 V486 C694 532 666 552 624 552 H590 C620 520 606 380 602 262 Z",
                 mix(blue, ink, 0.18));
    canvas.box(300, 300, 24, 190, 12, mix(blue, white, 0.35));
    canvas.oval(480, 262, 214, 40, mix(blue, ink, 0.3));
    canvas.oval(480, 266, 194, 30, red);
    canvas.oval(420, 262, 26, 11, leaf);
    canvas.oval(510, 270, 30, 12, orange);
    canvas.oval(566, 260, 20, 9, cream);
    canvas.oval(372, 270, 18, 8, yellow);
    // carrot, tomatoes, leek, onion
    canvas.at(168, 530, 1, -24, [&] {
        canvas.shape("M-70 8 C-40 -30 40 -34 56 -12 C62 8 40 26 -70 8 Z", orange);
        canvas.line("M-20 -12 l8 8 M14 -20 l6 10 M10 12 l6 -8", 4, mix(orange, ink, 0.2));
        canvas.line("M56 -10 l46 -24 M58 -8 l54 -2 M56 -4 l44 20", 9, leaf);
    });
    canvas.disc(770, 522, 46, rose);
    canvas.disc(754, 506, 12, mix(rose, white, 0.4));
    canvas.shape("M770 486 l-26 -8 l18 -2 l8 -18 l8 18 l18 2 Z", forest);
    canvas.disc(852, 548, 34, mix(rose, red, 0.5));
    canvas.shape("M852 520 l-18 -6 l13 -2 l5 -13 l6 13 l12 2 Z", forest);
    canvas.disc(256, 556, 38, sand);
    canvas.line("M256 520 q-4 -22 6 -34 M250 522 q-12 -14 -10 -28", 6, sand);
    canvas.line("M238 530 q-14 28 4 58 M256 522 v70 M274 530 q14 28 -4 58", 3,
                mix(sand, bark, 0.5));
}

void five_walks(Canvas& canvas) {
    canvas.fade(0, 400, rgb(0xBFE0F7), rgb(0xF3F8E9));
    canvas.glow(214, 150, 190, rgb(0xFFE9A8));
    canvas.disc(214, 150, 62, yellow);
    canvas.at(640, 120, 1, 0, [&] {
        canvas.disc(0, 0, 34, white);
        canvas.disc(44, -12, 44, white);
        canvas.disc(92, 2, 32, white);
        canvas.box(-34, 0, 158, 34, 17, white);
    });
    canvas.shape("M0 330 C160 230 300 240 430 310 C560 220 760 210 960 320 V640 H0 Z",
                 rgb(0xA9D59A));
    canvas.shape("M0 420 C220 310 420 350 560 400 C700 330 860 350 960 400 V640 H0 Z",
                 rgb(0x84C179));
    tree(canvas, 150, 384, 0.55, forest);
    tree(canvas, 812, 372, 0.62, forest);
    tree(canvas, 886, 384, 0.48, leaf);
    canvas.shape("M0 520 C260 430 640 450 960 500 V640 H0 Z", leaf);
    canvas.shape(
        "M300 640 C330 560 560 540 520 486 C490 446 380 452 396 408 C408 380 470 372 500 "
        "352 C482 372 430 386 424 410 C420 446 590 440 612 488 C640 548 520 580 540 640 Z",
        rgb(0xF6E3BC));
    canvas.line("M430 610 Q448 584 486 568 M520 548 Q556 530 566 508", 6, rgb(0xE0C48E));
    canvas.box(694, 214, 26, 350, 6, bark);
    canvas.box(694, 214, 9, 350, 4, mix(bark, white, 0.18));
    const auto sign = [&](double y, Colour colour) {
        canvas.at(700, y, 1, 0, [&] { canvas.shape("M-120 0 H60 L92 29 L60 58 H-120 Z", colour); });
    };
    sign(240, blue);
    canvas.mirrored(707, [&] { sign(312, red); });
    sign(384, teal);
    const auto walker = [&](double x, double y) {
        canvas.disc(x, y - 19, 7, white);
        canvas.at(x, y, 1, 0, [&] {
            canvas.line("M0 -8 L-2 6 L-10 20 M-2 6 L10 18 M0 -6 L11 2 M0 -6 L-11 1", 5, white);
        });
    };
    walker(636, 272);
    walker(760, 344);
    walker(640, 412);
    flower(canvas, 96, 596, 1.1, white);
    flower(canvas, 150, 614, 0.9, yellow);
    flower(canvas, 236, 600, 1.0, rose);
    flower(canvas, 856, 604, 1.1, white);
    flower(canvas, 806, 622, 0.9, rose);
    flower(canvas, 912, 616, 0.8, yellow);
}

void memory_cafe(Canvas& canvas) {
    backdrop(canvas, Theme::minds);
    canvas.box(452, 480, 56, 110, 6, bark);
    canvas.shape(
        "M150 452 H810 C824 520 800 560 790 590 C750 560 730 600 690 574 C650 610 600 572 "
        "560 598 C520 574 470 606 430 584 C390 604 350 566 300 594 C260 570 210 596 170 586 "
        "C158 550 136 520 150 452 Z",
        mix(lilac, white, 0.35));
    canvas.oval(480, 452, 332, 74, mix(lilac, white, 0.7));
    canvas.oval(480, 446, 332, 70, white);
    // the photograph
    canvas.at(258, 270, 1, -5, [&] {
        canvas.box(-98, -98, 216, 232, 8, bark);
        canvas.box(-82, -82, 184, 200, 4, rgb(0xF3E2C4));
        canvas.box(-66, -62, 152, 148, 2, rgb(0xD8B98A));
        canvas.shape("M-66 52 H86 V86 H-66 Z", rgb(0xA98457));
        canvas.box(-44, -4, 84, 36, 16, rgb(0x6E4F31));
        canvas.box(30, -28, 36, 62, 4, rgb(0x6E4F31));
        canvas.box(38, -18, 20, 20, 3, rgb(0xE9D3AA));
        canvas.box(-30, -30, 16, 30, 3, rgb(0x6E4F31));
        canvas.disc(-14, -44, 10, rgb(0xEFDDBB));
        canvas.disc(4, -52, 13, rgb(0xEFDDBB));
        canvas.disc(-26, 42, 15, rgb(0x4E3620));
        canvas.disc(8, 42, 15, rgb(0x4E3620));
        canvas.disc(46, 42, 18, rgb(0x4E3620));
    });
    // teapot
    shadow(canvas, 520, 448, 128);
    canvas.line("M632 330 C700 310 700 420 624 412", 20, mix(plum, ink, 0.1));
    canvas.shape(
        "M420 390 C372 380 384 320 340 308 C352 290 388 296 404 320 C414 336 420 344 432 350 Z",
        mix(plum, ink, 0.1));
    canvas.shape(
        "M412 372 C408 292 466 268 524 268 C582 268 640 292 636 372 C634 424 592 446 524 446 "
        "C456 446 414 424 412 372 Z",
        plum);
    canvas.shape(
        "M444 340 C450 306 480 292 506 290 C486 304 468 320 462 352 C460 372 440 366 444 340 Z",
        mix(plum, white, 0.35));
    canvas.oval(524, 274, 66, 16, mix(plum, ink, 0.2));
    canvas.oval(524, 266, 62, 18, mix(plum, white, 0.14));
    canvas.disc(524, 242, 15, yellow);
    heart(canvas, 540, 372, 0.62, rgb(0xFFD9E2));
    // cup
    steam(canvas, 742, 350, 0.8, rgb(0xFFFFFF, 0.95));
    canvas.oval(740, 446, 82, 18, mix(rose, white, 0.55));
    canvas.line("M786 384 C822 376 820 424 780 424", 11, rose);
    canvas.shape("M690 366 H794 C794 418 776 442 742 442 C708 442 690 418 690 366 Z", rose);
    canvas.oval(742, 366, 52, 12, mix(rose, white, 0.4));
    canvas.oval(742, 368, 42, 8, bark);
    note(canvas, 664, 176, 1.0, plum);
    note(canvas, 806, 214, 0.8, rose);
    note(canvas, 436, 150, 0.7, mix(plum, white, 0.3));
}

void pocket_park(Canvas& canvas) {
    canvas.fade(0, 420, rgb(0xCDE8F7), rgb(0xF4FAEF));
    canvas.disc(120, 104, 46, yellow);
    const auto house = [&](double x, Colour wall, Colour door) {
        canvas.at(x, 0, 1, 0, [&] {
            canvas.box(0, 210, 190, 240, 0, wall);
            canvas.shape("M-14 214 L95 120 L204 214 Z", rgb(0x6B5568));
            canvas.box(138, 118, 30, 62, 2, mix(wall, ink, 0.15));
            canvas.box(24, 240, 54, 64, 4, white);
            canvas.box(112, 240, 54, 64, 4, white);
            canvas.box(30, 246, 42, 52, 2, rgb(0x9CC9E3));
            canvas.box(118, 246, 42, 52, 2, rgb(0x9CC9E3));
            canvas.box(112, 340, 54, 110, 4, door);
            canvas.disc(156, 398, 4, yellow);
            canvas.box(24, 346, 60, 60, 4, white);
            canvas.box(30, 352, 48, 48, 2, rgb(0x9CC9E3));
        });
    };
    house(20, brick, teal);
    house(210, mix(brick, sand, 0.45), navy);
    house(560, mix(brick, sand, 0.45), plum);
    house(750, brick, forest);
    canvas.shape("M0 424 C240 392 720 392 960 424 V640 H0 Z", rgb(0xA7D58F));
    canvas.shape("M396 640 C420 540 452 470 462 404 H508 C520 470 560 540 600 640 Z",
                 rgb(0xF2E2C1));
    tree(canvas, 120, 500, 1.12, leaf);
    tree(canvas, 300, 452, 0.86, forest);
    tree(canvas, 850, 500, 1.16, forest);
    tree(canvas, 676, 446, 0.8, leaf);
    shadow(canvas, 752, 588, 120);
    canvas.box(650, 540, 14, 52, 4, slate);
    canvas.box(836, 540, 14, 52, 4, slate);
    canvas.box(636, 524, 230, 20, 6, wood);
    canvas.box(636, 474, 230, 14, 6, wood);
    canvas.box(636, 496, 230, 14, 6, mix(wood, bark, 0.2));
    canvas.box(652, 470, 12, 70, 4, slate);
    canvas.box(838, 470, 12, 70, 4, slate);
    const Colour petals[] = {rose, yellow, white, plum, orange, rose, white, yellow};
    for (int i = 0; i < 8; ++i) flower(canvas, 34 + 46.0 * i, 604 + (i % 3) * 14.0, 1.0, petals[i]);
    flower(canvas, 914, 616, 1.0, yellow);
    flower(canvas, 620, 626, 0.8, rose);
}

void bike_library(Canvas& canvas) {
    backdrop(canvas, Theme::movement);
    shadow(canvas, 480, 566, 300);
    const auto wheel = [&](double x) {
        canvas.disc(x, 446, 112, rgb(0xFFFFFF, 0.55));
        for (int spoke = 0; spoke < 12; ++spoke)
            canvas.at(x, 446, 1, 30.0 * spoke, [&] { canvas.line("M0 0 V-104", 2.4, steel); });
        canvas.ring(x, 446, 112, 17, ink);
        canvas.ring(x, 446, 101, 6, steel);
        canvas.disc(x, 446, 15, slate);
    };
    wheel(276);
    wheel(690);
    // child's seat over the back wheel
    canvas.line("M276 446 L330 316", 9, slate);
    canvas.shape(
        "M196 196 C196 180 224 176 232 190 L258 286 H326 C342 286 342 316 326 316 H246 C228 "
        "316 222 306 218 290 Z",
        teal);
    canvas.line("M250 300 L262 372 H292", 12, mix(teal, ink, 0.2));
    canvas.line("M228 236 L262 266", 8, yellow);
    // frame
    canvas.line("M276 446 L366 290 H618 L470 446 H276", 18, red);
    canvas.line("M366 290 L470 446", 18, red);
    canvas.line("M612 244 L618 290 L690 446", 18, red);
    canvas.line("M366 290 L352 254", 14, slate);
    canvas.shape("M306 236 C340 222 384 230 404 246 C384 262 340 262 306 252 Z", ink);
    canvas.line("M612 244 C596 206 646 206 660 226", 13, slate);
    canvas.line("M658 224 l26 10", 16, ink);
    canvas.disc(470, 446, 34, slate);
    canvas.disc(470, 446, 18, mix(slate, white, 0.4));
    canvas.line("M470 446 L504 510 M488 512 h34", 11, ink);
    // basket with books, on its stay
    canvas.line("M606 236 L664 296 M690 446 L704 300", 8, slate);
    canvas.at(-26, 6, 1, 0, [&] {
        canvas.box(676, 150, 34, 84, 4, blue);
        canvas.box(712, 164, 26, 70, 4, yellow);
        canvas.box(740, 156, 30, 78, 4, rose);
        canvas.shape("M656 214 H798 L780 310 H674 Z", wood);
        canvas.line("M664 244 H790 M670 276 H784 M692 218 L700 306 M726 218 V306 M762 218 L754 306",
                    5, mix(wood, bark, 0.7));
        canvas.box(650, 208, 154, 16, 8, bark);
    });
}

}  // namespace tallystick::assets
