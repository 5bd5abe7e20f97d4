// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "people.h"
#include "scenes.h"

namespace tallystick::assets {
namespace {

void lettuce(Canvas& canvas, double x, double y) {
    canvas.at(x, y, 1, 0, [&] {
        canvas.disc(-26, -18, 22, leaf);
        canvas.disc(26, -18, 22, leaf);
        canvas.disc(-10, -36, 24, mix(leaf, white, 0.15));
        canvas.disc(14, -34, 22, mix(leaf, white, 0.15));
        canvas.disc(0, -16, 24, mix(leaf, yellow, 0.35));
        canvas.line("M0 -2 V-34 M0 -12 l-12 -12 M0 -12 l12 -12", 3, mix(leaf, white, 0.6));
    });
}

void tomato_plant(Canvas& canvas, double x, double y) {
    canvas.at(x, y, 1, 0, [&] {
        canvas.box(-4, -176, 8, 176, 3, wood);
        canvas.line("M0 0 C-14 -60 18 -100 0 -160", 6, forest);
        for (int i = 0; i < 4; ++i) {
            const double side = i % 2 == 0 ? 1 : -1, height = -36.0 * i - 34;
            canvas.oval(26 * side, height, 26, 14, i % 2 == 0 ? leaf : forest);
            canvas.disc(18 * side, height + 26, 15, red);
            canvas.disc(18 * side - 5, height + 21, 4, mix(red, white, 0.6));
        }
        canvas.oval(0, -166, 22, 15, leaf);
    });
}

}  // namespace

void raised_beds(Canvas& canvas) {
    backdrop(canvas, Theme::nature);
    canvas.disc(786, 120, 52, yellow);
    canvas.shape("M0 588 C300 560 660 560 960 588 V640 H0 Z", rgb(0xEBD9B4));
    shadow(canvas, 430, 588, 330);
    for (const double x : {150.0, 404.0, 660.0})
        canvas.box(x, 470, 40, 116, 4, mix(bark, ink, 0.1));
    tomato_plant(canvas, 210, 366);
    tomato_plant(canvas, 300, 366);
    lettuce(canvas, 396, 366);
    lettuce(canvas, 478, 366);
    for (int i = 0; i < 3; ++i) {
        const double x = 556 + 52.0 * i;
        canvas.at(x, 366, 1, 0, [&] {
            canvas.line("M0 0 C-6 -40 -26 -60 -34 -66 M0 0 V-84 M0 0 C6 -40 26 -60 34 -66", 7,
                        forest);
            canvas.shape("M-13 4 C-13 -14 13 -14 13 4 Z", orange);
        });
    }
    canvas.box(128, 360, 604, 130, 8, bark);
    canvas.box(128, 366, 604, 38, 4, wood);
    canvas.box(128, 408, 604, 38, 4, mix(wood, bark, 0.15));
    canvas.box(128, 450, 604, 38, 4, mix(wood, bark, 0.3));
    canvas.box(116, 352, 628, 20, 8, mix(wood, white, 0.25));
    for (const double x : {170.0, 426.0, 682.0})
        for (const double y : {386.0, 428.0, 470.0}) canvas.disc(x, y, 4, mix(bark, ink, 0.3));
    // watering can
    shadow(canvas, 824, 586, 84);
    canvas.line("M786 470 C740 452 742 430 716 420", 18, mix(teal, ink, 0.12));
    canvas.shape("M700 432 L716 400 L736 414 L722 444 Z", mix(teal, ink, 0.25));
    canvas.line("M800 432 C806 372 884 372 890 440", 14, mix(teal, ink, 0.12));
    canvas.line("M892 452 C936 460 930 540 884 544", 14, mix(teal, ink, 0.12));
    canvas.box(776, 432, 118, 152, 14, teal);
    canvas.box(790, 448, 16, 116, 8, mix(teal, white, 0.35));
    canvas.oval(835, 434, 58, 13, mix(teal, ink, 0.25));
}

void women_swim(Canvas& canvas) {
    canvas.fade(0, 640, rgb(0x7FC8EC), rgb(0x2E8CC7));
    canvas.box(0, 0, 960, 96, 0, rgb(0xEAF4F6));
    for (int tile = 0; tile < 17; ++tile) {
        canvas.box(60.0 * tile - 2, 0, 4, 96, 0, rgb(0xCFE3E8));
    }
    canvas.box(0, 46, 960, 4, 0, rgb(0xCFE3E8));
    canvas.box(0, 92, 960, 18, 0, white);
    const auto rope = [&](double y, double size) {
        for (int i = -1; i < 40; ++i) {
            const double x = i * size * 2.1;
            const double dip = (i % 2 == 0) ? 3 : -2;
            canvas.oval(x, y + dip, size, size * 0.62, (i / 3) % 2 == 0 ? red : white);
        }
    };
    const Colour ripple = rgb(0xFFFFFF, 0.35);
    for (const auto& [x, y] : {std::pair{110.0, 176.0},
                               {330.0, 200.0},
                               {700.0, 172.0},
                               {860.0, 214.0},
                               {160.0, 306.0},
                               {90.0, 452.0},
                               {820.0, 470.0},
                               {240.0, 604.0},
                               {690.0, 600.0},
                               {460.0, 160.0}})
        canvas.at(x, y, 1, 0, [&] { canvas.line("M-34 0 Q-17 -13 0 0 Q17 13 34 0", 6, ripple); });
    rope(246, 15);
    rope(540, 22);
    // the swimmer, front crawl to the right
    canvas.line("M120 408 Q200 384 300 398", 12, rgb(0xFFFFFF, 0.55));
    canvas.at(196, 404, 1, -6, [&] { canvas.oval(0, 0, 56, 18, skin_brown); });
    canvas.shape(
        "M180 420 C260 356 420 336 560 362 C600 374 600 424 560 432 C430 446 290 444 180 420 Z",
        plum);
    canvas.shape(
        "M190 416 C290 388 420 378 586 392 C596 416 584 430 560 432 C430 446 290 444 190 416 Z",
        mix(plum, ink, 0.2));
    canvas.line("M500 372 C520 268 600 230 680 262 C716 276 744 320 756 372", 36, skin_brown);
    canvas.disc(622, 372, 62, skin_brown);
    canvas.shape(
        "M562 376 C552 300 640 280 676 334 C684 350 686 356 684 362 C650 342 600 346 562 376 Z",
        yellow);
    canvas.shape("M648 360 C664 354 686 356 692 366 C692 382 668 388 652 380 Z", ink);
    canvas.shape("M656 364 C664 360 676 362 682 367 C678 374 664 376 657 374 Z", sky);
    canvas.line("M648 366 L578 350", 6, ink);
    canvas.line("M652 404 q14 10 26 2", 5, mix(skin_brown, ink, 0.7));
    // the water in front of her
    canvas.shape(
        "M0 440 C40 440 60 446 96 430 C160 406 220 444 290 426 C360 408 420 446 490 428 C560 412 "
        "620 452 690 430 C750 412 800 446 870 430 C900 426 930 440 960 436 V520 H0 Z",
        rgb(0x4FA8D9));
    canvas.shape(
        "M0 470 C120 450 220 484 330 466 C460 448 560 486 690 466 C790 452 880 476 960 462 V524 "
        "H0 Z",
        rgb(0x3F98CE));
    canvas.line(
        "M96 430 C160 406 220 444 290 426 C360 408 420 446 490 428 C560 412 620 452 690 430 C750 "
        "412 800 446 870 430",
        8, rgb(0xFFFFFF, 0.75));
    for (const auto& [x, y] : {std::pair{776.0, 344.0},
                               {800.0, 366.0},
                               {730.0, 396.0},
                               {812.0, 330.0},
                               {130.0, 372.0},
                               {104.0, 394.0},
                               {152.0, 350.0}})
        canvas.disc(x, y, 8, rgb(0xFFFFFF, 0.9));
    rope(540, 22);
}

void repair_cafe(Canvas& canvas) {
    backdrop(canvas, Theme::skills);
    canvas.box(150, 70, 660, 300, 14, rgb(0xE8D2AC));
    for (int column = 0; column < 21; ++column)
        for (int row = 0; row < 9; ++row)
            canvas.disc(180 + 30.0 * column, 98 + 30.0 * row, 3, rgb(0xC7A877));
    // spanner
    canvas.at(252, 218, 1, 24, [&] {
        canvas.box(-17, -70, 34, 160, 12, slate);
        canvas.disc(0, -88, 44, slate);
        canvas.shape("M-19 -140 H19 V-86 L0 -70 L-19 -86 Z", rgb(0xE8D2AC));
        canvas.disc(0, 92, 28, slate);
        canvas.disc(0, 92, 13, rgb(0xE8D2AC));
        canvas.box(-9, -40, 7, 100, 3, mix(slate, white, 0.35));
    });
    // screwdriver
    canvas.at(708, 206, 1, -18, [&] {
        canvas.box(-8, -4, 16, 120, 3, steel);
        canvas.shape("M-8 112 H8 L12 140 H-12 Z", slate);
        canvas.box(-26, -118, 52, 120, 22, red);
        canvas.box(-15, -104, 9, 88, 4, mix(red, white, 0.4));
        canvas.box(8, -104, 9, 88, 4, mix(red, ink, 0.2));
    });
    // bench
    canvas.box(90, 492, 780, 42, 8, wood);
    canvas.box(90, 522, 780, 14, 4, mix(wood, bark, 0.5));
    canvas.box(130, 534, 46, 106, 2, bark);
    canvas.box(784, 534, 46, 106, 2, bark);
    // toaster with toast
    shadow(canvas, 486, 494, 190);
    const auto toast = [&](double x) {
        canvas.at(x, 238, 1, 0, [&] {
            canvas.shape("M-58 130 V20 C-84 10 -80 -30 -40 -30 H40 C80 -30 84 10 58 20 V130 Z",
                         bark);
            canvas.shape("M-47 130 V14 C-68 6 -64 -19 -38 -19 H38 C64 -19 68 6 47 14 V130 Z", sand);
        });
    };
    toast(430);
    toast(548);
    canvas.box(336, 300, 304, 190, 46, teal);
    canvas.box(336, 440, 304, 50, 20, mix(teal, ink, 0.25));
    canvas.box(360, 326, 20, 98, 10, mix(teal, white, 0.4));
    canvas.box(366, 304, 244, 14, 7, mix(teal, ink, 0.5));
    canvas.box(628, 360, 30, 20, 8, ink);
    canvas.disc(590, 466, 14, yellow);
    canvas.box(396, 484, 36, 12, 4, ink);
    canvas.box(548, 484, 36, 12, 4, ink);
    heart(canvas, 488, 388, 0.8, cream);
    canvas.line("M336 470 C280 474 300 420 250 440 C214 456 236 486 196 486", 9, ink);
    // a plaster where it broke
    canvas.at(574, 352, 1, -38, [&] {
        canvas.box(-40, -14, 80, 28, 14, rgb(0xF7D9B8));
        canvas.box(-14, -14, 28, 28, 2, rgb(0xEDC69B));
        canvas.disc(-5, -5, 2, bark);
        canvas.disc(5, -5, 2, bark);
        canvas.disc(-5, 5, 2, bark);
        canvas.disc(5, 5, 2, bark);
    });
    // mug and screws
    canvas.line("M796 432 C832 426 830 474 792 472", 11, orange);
    canvas.shape("M716 410 H800 V474 C800 486 794 492 782 492 H734 C722 492 716 486 716 474 Z",
                 orange);
    steam(canvas, 758, 400, 0.62, rgb(0xFFFFFF, 0.95));
    canvas.disc(240, 484, 9, slate);
    canvas.disc(272, 487, 7, steel);
}

void night_football(Canvas& canvas) {
    canvas.fade(0, 420, rgb(0x14264F), rgb(0x3A5A96));
    for (const auto& [x, y] : {std::pair{80.0, 60.0},
                               {210.0, 150.0},
                               {340.0, 50.0},
                               {470.0, 120.0},
                               {610.0, 60.0},
                               {520.0, 210.0},
                               {400.0, 220.0},
                               {880.0, 50.0},
                               {60.0, 240.0}})
        canvas.disc(x, y, 3, rgb(0xFFFFFF, 0.8));
    canvas.shape("M0 390 H960 V640 H0 Z", rgb(0x3D9150));
    canvas.shape("M0 390 H960 V424 H0 Z", rgb(0x357F46));
    canvas.shape("M0 470 H960 V536 H0 Z", rgb(0x47A05B));
    const auto tower = [&](double x) {
        canvas.glow(x, 120, 250, rgb(0xFFF3C4, 0.55));
        canvas.at(x, 0, 1, 0, [&] {
            canvas.shape("M-8 150 H8 L14 400 H-14 Z", slate);
            canvas.box(-74, 70, 148, 88, 10, slate);
            for (int lamp = 0; lamp < 3; ++lamp) {
                canvas.disc(-46 + 46.0 * lamp, 94, 17, rgb(0xFFF7D6));
                canvas.disc(-46 + 46.0 * lamp, 135, 17, rgb(0xFFF7D6));
            }
        });
    };
    canvas.shape("M96 120 L-60 470 H420 L190 120 Z", rgb(0xFFF3C4, 0.14));
    canvas.shape("M770 120 L540 470 H1020 L866 120 Z", rgb(0xFFF3C4, 0.14));
    tower(144);
    tower(818);
    // goal
    canvas.line("M330 420 V276 H630 V420", 11, white);
    for (int i = 1; i < 10; ++i)
        canvas.at(330 + 30.0 * i, 280, 1, 0,
                  [&] { canvas.line("M0 0 V134", 2, rgb(0xFFFFFF, 0.5)); });
    for (int i = 1; i < 5; ++i)
        canvas.at(334, 280 + 28.0 * i, 1, 0,
                  [&] { canvas.line("M0 0 H292", 2, rgb(0xFFFFFF, 0.5)); });
    canvas.line("M0 422 H960", 5, rgb(0xFFFFFF, 0.85));
    canvas.line("M230 422 L170 500 H790 L730 422", 5, rgb(0xFFFFFF, 0.85));
    // ball
    shadow(canvas, 480, 612, 130);
    canvas.disc(480, 500, 112, white);
    canvas.inside(
        "M368 500 C368 438 418 388 480 388 C542 388 592 438 592 500 C592 562 542 612 480 612 "
        "C418 612 368 562 368 500 Z",
        [&] {
            canvas.disc(506, 526, 124, white);
            canvas.shape("M592 388 V620 H400 C520 600 576 520 560 400 Z", rgb(0xD7DEE8));
            canvas.at(472, 490, 1, 0, [&] {
                canvas.shape("M0 -38 L36 -12 L22 30 H-22 L-36 -12 Z", ink);
                for (int i = 0; i < 5; ++i)
                    canvas.at(0, 0, 1, 72.0 * i, [&] {
                        canvas.line("M0 -38 V-72", 5, ink);
                        canvas.shape("M-26 -84 L0 -68 L26 -84 L20 -130 H-20 Z", ink);
                    });
            });
        });
    canvas.ring(480, 500, 112, 4, rgb(0x2B2D42, 0.5));
}

void singing_lungs(Canvas& canvas) {
    backdrop(canvas, Theme::minds);
    bust(canvas, 262, 430, 1.25,
         {skin_brown, rgb(0xC04A66), rgb(0x3D8F8A), Hair::scarf, Mouth::singing});
    bust(canvas, 700, 430, 1.25, {skin_fair, hair_grey, rgb(0x4A6FA5), Hair::bald, Mouth::singing});
    glasses(canvas, 700, 430, 1.25);
    bust(canvas, 480, 464, 1.42, {skin_tan, hair_black, red, Hair::curly, Mouth::singing});
    canvas.shape("M0 612 C300 590 660 590 960 612 V640 H0 Z", mix(plum, white, 0.25));
    // the song sheet they share
    canvas.shape("M338 560 L470 588 V636 H338 Z", white);
    canvas.shape("M622 560 L490 588 V636 H622 Z", white);
    canvas.shape("M470 588 H490 V636 H470 Z", rgb(0xE4DDF0));
    canvas.line("M356 586 L452 606 M356 606 L452 624 M604 586 L508 606 M604 606 L508 624", 4,
                lilac);
    note(canvas, 172, 196, 1.25, plum);
    note(canvas, 352, 128, 1.0, red);
    note(canvas, 470, 214, 0.9, teal);
    note(canvas, 584, 110, 1.2, plum);
    note(canvas, 786, 178, 1.15, orange);
    heart(canvas, 250, 92, 0.4, rose);
    heart(canvas, 694, 240, 0.34, rose);
}

void benches(Canvas& canvas) {
    backdrop(canvas, Theme::together);
    tree(canvas, 232, 548, 2.1, leaf);
    // lamp
    canvas.glow(770, 150, 170, rgb(0xFFF3C4));
    canvas.box(760, 190, 18, 370, 5, slate);
    canvas.box(738, 546, 62, 18, 6, slate);
    canvas.shape("M734 116 H804 L790 196 H748 Z", rgb(0xFFF1BD));
    canvas.line("M734 116 L748 196 H790 L804 116", 7, slate);
    canvas.shape("M724 118 C740 76 798 76 814 118 Z", slate);
    canvas.disc(769, 78, 9, slate);
    shadow(canvas, 480, 584, 250);
    // bench: back, seat, arms, legs
    for (const double x : {300.0, 640.0}) {
        canvas.box(x, 330, 20, 250, 6, ink);
        canvas.box(x - 18, 564, 56, 18, 8, ink);
    }
    for (int slat = 0; slat < 3; ++slat)
        canvas.box(262, 316 + 44.0 * slat, 436, 34, 10,
                   slat % 2 == 0 ? wood : mix(wood, bark, 0.18));
    canvas.box(244, 462, 472, 26, 10, mix(wood, white, 0.12));
    canvas.box(244, 484, 472, 16, 8, mix(wood, bark, 0.4));
    for (const double x : {248.0, 672.0}) {
        canvas.box(x + 8, 410, 14, 60, 4, ink);
        canvas.box(x - 10, 400, 56, 18, 9, ink);
        canvas.box(x + 8, 496, 14, 84, 4, ink);
    }
    canvas.box(430, 364, 100, 26, 6, yellow);
    canvas.line("M446 377 H514", 5, bark);
    // a bag of shopping set down
    canvas.line("M566 420 C566 380 606 380 606 420", 7, teal);
    canvas.line("M600 412 l18 -46 M590 416 l-4 -52", 12, leaf);
    canvas.shape("M546 412 H628 L620 464 H554 Z", teal);
    canvas.disc(574, 410, 13, rose);
    flower(canvas, 880, 600, 1.1, red);
    flower(canvas, 916, 612, 0.9, white);
    flower(canvas, 72, 602, 1.0, rose);
    flower(canvas, 112, 616, 0.9, white);
}

}  // namespace tallystick::assets
