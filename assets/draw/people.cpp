// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

namespace tallystick::assets {

Colour ground_of(Theme theme) {
    switch (theme) {
        case Theme::food:
            return rgb(0xFBD3BC);
        case Theme::movement:
            return rgb(0xC5DFF4);
        case Theme::nature:
            return rgb(0xCFE8C4);
        case Theme::minds:
            return rgb(0xDDD0F1);
        case Theme::skills:
            return rgb(0xBFE5E0);
        case Theme::together:
            return rgb(0xFCDFA8);
    }
    return cream;
}

Colour accent_of(Theme theme) {
    switch (theme) {
        case Theme::food:
            return red;
        case Theme::movement:
            return blue;
        case Theme::nature:
            return forest;
        case Theme::minds:
            return plum;
        case Theme::skills:
            return teal;
        case Theme::together:
            return rgb(0xD98218);
    }
    return ink;
}

void backdrop(Canvas& canvas, Theme theme) {
    const Colour ground = ground_of(theme);
    canvas.fade(0, 640, mix(ground, white, 0.12), ground);
    canvas.disc(480, 300, 270, mix(ground, white, 0.5));
    canvas.shape("M0 552 C240 520 720 520 960 552 V640 H0 Z", mix(ground, accent_of(theme), 0.28));
}

void shadow(Canvas& canvas, double x, double y, double radius) {
    canvas.oval(x, y, radius, radius * 0.09 + 5, rgb(0x2B2D42, 0.14));
}

namespace {

void hair_behind(Canvas& canvas, const Look& look) {
    const Colour shade = mix(look.hair, ink, 0.18);
    if (look.style == Hair::long_hair)
        canvas.shape(
            "M-58 -60 C-64 -130 64 -130 58 -60 C58 -20 68 30 56 44 H-56 C-68 30 -58 -20 "
            "-58 -60 Z",
            shade);
    if (look.style == Hair::bob)
        canvas.shape(
            "M-57 -62 C-62 -128 62 -128 57 -62 C58 -30 62 -8 48 -2 H-48 C-62 -8 -58 -30 "
            "-57 -62 Z",
            shade);
    if (look.style == Hair::curly) {
        canvas.disc(-44, -70, 26, shade);
        canvas.disc(44, -70, 26, shade);
        canvas.disc(-32, -100, 28, look.hair);
        canvas.disc(32, -100, 28, look.hair);
        canvas.disc(0, -112, 30, look.hair);
    }
    if (look.style == Hair::bun) canvas.disc(0, -122, 26, shade);
    if (look.style == Hair::scarf)
        canvas.shape(
            "M-60 -60 C-64 -132 64 -132 60 -60 C62 -20 78 16 66 34 H-66 C-78 16 -62 -20 "
            "-60 -60 Z",
            look.hair);
}

void hair_in_front(Canvas& canvas, const Look& look) {
    switch (look.style) {
        case Hair::cropped:
            canvas.shape(
                "M-52 -58 C-56 -118 -18 -124 8 -118 C44 -116 58 -88 52 -56 C46 -62 46 -78 "
                "38 -84 C10 -78 -20 -84 -36 -90 C-46 -82 -46 -66 -52 -58 Z",
                look.hair);
            break;
        case Hair::bald:
            canvas.shape("M-50 -50 C-58 -66 -56 -84 -46 -92 C-46 -80 -44 -66 -42 -52 Z", look.hair);
            canvas.shape("M50 -50 C58 -66 56 -84 46 -92 C46 -80 44 -66 42 -52 Z", look.hair);
            break;
        case Hair::bob:
        case Hair::long_hair:
            canvas.shape(
                "M-54 -50 C-60 -118 -20 -122 4 -120 C44 -118 60 -92 54 -50 C48 -60 46 -74 "
                "40 -82 C14 -82 -2 -90 -10 -98 C-18 -84 -42 -76 -54 -50 Z",
                look.hair);
            break;
        case Hair::bun:
            canvas.shape(
                "M-52 -58 C-54 -112 -24 -120 0 -120 C24 -120 54 -112 52 -58 C44 -78 24 "
                "-92 0 -94 C-24 -92 -44 -78 -52 -58 Z",
                look.hair);
            break;
        case Hair::curly:
            canvas.shape(
                "M-50 -62 C-48 -96 -26 -98 -12 -92 C-2 -98 14 -98 22 -92 C38 -94 50 -84 "
                "50 -62 C56 -110 30 -124 0 -124 C-30 -124 -56 -110 -50 -62 Z",
                look.hair);
            break;
        case Hair::scarf:
            canvas.shape(
                "M-56 -46 C-62 -126 62 -126 56 -46 C50 -66 40 -92 0 -92 C-40 -92 -50 -66 "
                "-56 -46 Z",
                mix(look.hair, white, 0.12));
            break;
        case Hair::cap:
            canvas.shape("M-52 -70 C-54 -122 54 -122 52 -70 C20 -80 -20 -80 -52 -70 Z", look.hair);
            canvas.shape(
                "M-52 -72 C-20 -86 20 -86 52 -72 C66 -70 74 -62 74 -56 C40 -70 -10 -70 "
                "-52 -72 Z",
                mix(look.hair, ink, 0.25));
            break;
    }
}

void face(Canvas& canvas, double x, double y, double scale, const Look& look) {
    canvas.at(x, y, scale, 0, [&] {
        const Colour warm = mix(look.skin, rose, 0.3);
        if (look.style != Hair::scarf) {
            canvas.disc(-50, -50, 11, mix(look.skin, ink, 0.08));
            canvas.disc(50, -50, 11, mix(look.skin, ink, 0.08));
        }
        canvas.shape("M-50 -62 C-50 -124 50 -124 50 -62 C50 -24 30 0 0 0 C-30 0 -50 -24 -50 -62 Z",
                     look.skin);
        canvas.disc(-30, -34, 10, mix(look.skin, warm, 0.7));
        canvas.disc(30, -34, 10, mix(look.skin, warm, 0.7));
        canvas.oval(-19, -56, 4.6, 5.8, ink);
        canvas.oval(19, -56, 4.6, 5.8, ink);
        canvas.line("M0 -50 q5 8 -1 12", 3, mix(look.skin, ink, 0.3));
        if (look.mouth == Mouth::smile)
            canvas.line("M-15 -26 Q0 -12 15 -26", 4.4, mix(look.skin, ink, 0.75));
        else
            canvas.oval(0, -21, 11, 13, mix(rose, ink, 0.55));
        hair_in_front(canvas, look);
    });
}

}  // namespace

void head(Canvas& canvas, double x, double y, double scale, const Look& look) {
    canvas.at(x, y, scale, 0, [&] { hair_behind(canvas, look); });
    face(canvas, x, y, scale, look);
}

void bust(Canvas& canvas, double x, double y, double scale, const Look& look) {
    canvas.at(x, y, scale, 0, [&] {
        if (look.style != Hair::scarf) hair_behind(canvas, look);
        canvas.shape("M-96 150 C-100 70 -84 34 -30 22 H30 C84 34 100 70 96 150 Z", look.top);
        canvas.shape("M-62 150 C-62 110 -66 92 -70 82 C-80 96 -84 120 -84 150 Z",
                     mix(look.top, ink, 0.15));
        canvas.shape("M62 150 C62 110 66 92 70 82 C80 96 84 120 84 150 Z",
                     mix(look.top, ink, 0.15));
        canvas.shape("M-24 -14 H24 V20 C24 42 -24 42 -24 20 Z", mix(look.skin, ink, 0.12));
        if (look.style == Hair::scarf) {
            hair_behind(canvas, look);
            canvas.shape(
                "M-58 -30 C-50 16 50 16 58 -30 C74 10 84 40 62 62 C30 76 -30 76 -62 62 "
                "C-84 40 -74 10 -58 -30 Z",
                mix(look.hair, ink, 0.08));
        }
    });
    face(canvas, x, y, scale, look);
}

void glasses(Canvas& canvas, double x, double y, double scale) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.ring(-20, -55, 15, 4, slate);
        canvas.ring(20, -55, 15, 4, slate);
        canvas.line("M-5 -57 Q0 -61 5 -57", 4, slate);
        canvas.line("M-35 -57 L-48 -60 M35 -57 L48 -60", 3.5, slate);
    });
}

void tree(Canvas& canvas, double x, double y, double scale, Colour crown) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.shape("M-9 0 L-6 -90 H6 L9 0 Z", bark);
        canvas.line("M0 -60 L22 -86 M0 -48 L-20 -72", 7, bark);
        canvas.disc(-36, -110, 44, crown);
        canvas.disc(38, -112, 42, mix(crown, ink, 0.1));
        canvas.disc(0, -150, 52, mix(crown, white, 0.06));
        canvas.disc(2, -112, 44, crown);
        canvas.disc(-18, -162, 14, mix(crown, white, 0.25));
        canvas.disc(-44, -122, 9, mix(crown, white, 0.2));
    });
}

void flower(Canvas& canvas, double x, double y, double scale, Colour petals) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.line("M0 0 Q3 -22 0 -40", 4, forest);
        canvas.shape("M0 -12 C14 -26 22 -22 22 -22 C20 -12 10 -8 0 -12 Z", leaf);
        for (int petal = 0; petal < 5; ++petal)
            canvas.at(0, -44, 1, 72.0 * petal, [&] { canvas.oval(0, -9, 6.5, 9, petals); });
        canvas.disc(0, -44, 5.5, yellow);
    });
}

void steam(Canvas& canvas, double x, double y, double scale, Colour colour) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.line("M-26 0 c-16 -22 16 -36 0 -62", 7, colour);
        canvas.line("M2 -8 c-18 -26 18 -42 0 -74", 7, colour);
        canvas.line("M30 0 c-16 -22 16 -36 0 -62", 7, colour);
    });
}

void note(Canvas& canvas, double x, double y, double scale, Colour colour) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.at(-20, 0, 1, -18, [&] { canvas.oval(0, 0, 14, 10.5, colour); });
        canvas.at(26, -8, 1, -18, [&] { canvas.oval(0, 0, 14, 10.5, colour); });
        canvas.line("M-8.5 -4 V-62 M37.5 -12 V-70", 5.5, colour);
        canvas.shape("M-11 -66 L40 -75 V-59 L-11 -50 Z", colour);
    });
}

void heart(Canvas& canvas, double x, double y, double scale, Colour colour) {
    canvas.at(x, y, scale, 0, [&] {
        canvas.shape(
            "M0 42 C-62 0 -56 -48 -26 -48 C-10 -48 0 -36 0 -26 C0 -36 10 -48 26 -48 C56 "
            "-48 62 0 0 42 Z",
            colour);
    });
}

}  // namespace tallystick::assets
