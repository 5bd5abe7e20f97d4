// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and figures that several pictures share: the six themes' grounds, people, trees, steam,
// music notes. Each is drawn around the point given, in the sheet's units.
#pragma once

#include "canvas.h"

namespace tallystick::assets {

inline constexpr Colour ink = rgb(0x2B2D42), cream = rgb(0xFFF6E9), white = rgb(0xFFFFFF);
inline constexpr Colour red = rgb(0xE4572E), rose = rgb(0xD7405F), orange = rgb(0xF29E38);
inline constexpr Colour yellow = rgb(0xFFCF56), leaf = rgb(0x5FAE57), forest = rgb(0x2F7D4F);
inline constexpr Colour teal = rgb(0x13807C), sky = rgb(0x6BB3E0), blue = rgb(0x2F6FBF);
inline constexpr Colour navy = rgb(0x1E3A6E), plum = rgb(0x7B4FB5), lilac = rgb(0xB497DB);
inline constexpr Colour wood = rgb(0xC98B53), bark = rgb(0x8A5A36), sand = rgb(0xE9C79B);
inline constexpr Colour steel = rgb(0x9FB0C3), slate = rgb(0x5C6B7F), brick = rgb(0xC56B4E);
inline constexpr Colour skin_fair = rgb(0xF6CDAE), skin_tan = rgb(0xD99F74);
inline constexpr Colour skin_brown = rgb(0xA66A43), skin_dark = rgb(0x744427);
inline constexpr Colour hair_grey = rgb(0xD5D8DE), hair_brown = rgb(0x5B3A29);
inline constexpr Colour hair_black = rgb(0x2A2430), hair_ginger = rgb(0xC2622D);

enum class Theme { food, movement, nature, minds, skills, together };
Colour ground_of(Theme theme);
Colour accent_of(Theme theme);

// A tinted ground, a paler disc behind the motif, and a floor.
void backdrop(Canvas& canvas, Theme theme);
// The soft shadow under a thing that stands.
void shadow(Canvas& canvas, double x, double y, double radius);

enum class Hair { cropped, bald, bob, long_hair, bun, curly, scarf, cap };
enum class Mouth { smile, singing };
struct Look {
    Colour skin, hair, top;
    Hair style = Hair::cropped;
    Mouth mouth = Mouth::smile;
};
// Head and shoulders; (x, y) is the chin, the head 100 units wide at scale 1.
void bust(Canvas& canvas, double x, double y, double scale, const Look& look);
// The head alone, and the glasses that may be put on it, both about the same point.
void head(Canvas& canvas, double x, double y, double scale, const Look& look);
void glasses(Canvas& canvas, double x, double y, double scale);

// (x, y) is the foot of the trunk.
void tree(Canvas& canvas, double x, double y, double scale, Colour crown);
void flower(Canvas& canvas, double x, double y, double scale, Colour petals);
void steam(Canvas& canvas, double x, double y, double scale, Colour colour);
void note(Canvas& canvas, double x, double y, double scale, Colour colour);
void heart(Canvas& canvas, double x, double y, double scale, Colour colour);

}  // namespace tallystick::assets
