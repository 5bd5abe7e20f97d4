// SPDX-License-Identifier: GPL-3.0-or-later
// Colours by meaning and sizes in millimetres. A theme is a table of inks on grounds; the pairs
// that are really drawn are listed by contrast_pairs(), and a test measures each against the
// theme's promise (WCAG 2.2 relative luminance). Metrics turns millimetres into pixels from the
// screen's pixels per millimetre. Values only, safe on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <ui/text.h>

namespace tallystick::ui {

struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    // The packed form of Dear ImGui's vertices (red in the lowest byte).
    [[nodiscard]] constexpr std::uint32_t packed() const {
        return static_cast<std::uint32_t>(r) | static_cast<std::uint32_t>(g) << 8 |
               static_cast<std::uint32_t>(b) << 16 | static_cast<std::uint32_t>(a) << 24;
    }
    [[nodiscard]] constexpr Color alpha(std::uint8_t value) const { return {r, g, b, value}; }
    friend bool operator==(const Color&, const Color&) = default;
};

// 1 to 21, of two opaque colours.
[[nodiscard]] double contrast(Color a, Color b);

enum class ThemeName { standard, dark_on_light, light_on_dark, low };
inline constexpr std::array all_themes{ThemeName::standard, ThemeName::dark_on_light,
                                       ThemeName::light_on_dark, ThemeName::low};

// One ground with what may stand on it.
struct Tone {
    Color fill;
    Color ink;
    Color edge;  // outline; equal to fill where none is drawn
};

// An area's (pot's) accent: strong for parts of the bar, ink for its name on a card, soft behind
// its icon. Never the only carrier of a meaning.
struct Accent {
    Color strong;
    Color ink;
    Color soft;
};

struct Theme {
    ThemeName name = ThemeName::standard;
    Color ground;    // the page
    Color surface;   // cards, header, footer
    Color ink;       // text on both
    Color ink_soft;  // secondary text on both
    Color line;      // hairlines that only decorate
    Color track;     // the empty part of a bar
    Tone primary;    // the next step inside the page
    Tone proceed;    // the one obvious next step of the screen; also "chosen"
    Tone secondary;  // other buttons
    Tone disabled;   // readable, with its reason
    Tone badge;      // "In your ballot"
    Tone notice;     // something to know
    Tone danger;     // something that ends or wipes
    Color focus;     // ring, at least 3:1 on ground and surface
    Color shadow;    // under cards, transparent where the theme has none
    Color scrim;     // over the page under a dialog
    std::array<Accent, 8> accents;
};

[[nodiscard]] const Theme& theme(ThemeName name);

// What a theme promises of every text and meaning-bearing pair.
struct ContrastPromise {
    double least;
    double most;
};
[[nodiscard]] ContrastPromise contrast_promise(ThemeName name);

struct ContrastPair {
    std::string name;
    Color ink;
    Color ground;
    double least;  // the promise for text, 3 for rings, outlines and parts of a bar
    double most;
};
[[nodiscard]] std::vector<ContrastPair> contrast_pairs(const Theme& theme);

inline constexpr std::array all_text_sizes{TextSize::small, TextSize::normal, TextSize::large,
                                           TextSize::largest};

// What a text is for. All running text stays in the range of its TextSize (text.h): secondary text
// at the lower end, the rest higher; headings are larger.
enum class Type { body, soft, strong, title, heading, display, amount, code };

// Distances between things, in mm: 0, 1.2, 2.6 (never less between targets), 4, 6, 9.
enum class Space { none, xs, s, m, l, xl };

// Tight: less room inside things and between them, never less than the targets and gaps of ACCESS.
enum class Density { usual, tight };

struct Metrics {
    float px_per_mm = 3.6F;
    TextSize text_size = TextSize::normal;
    Density density = Density::usual;
    Hand hand = Hand::usual;

    [[nodiscard]] float mm(double millimetres) const;  // rounded to a whole pixel, at least 1
    [[nodiscard]] float cap_height_mm(Type type) const;
    [[nodiscard]] float cap_px(Type type) const;
    [[nodiscard]] float em(Type type) const;  // font size for that capital height, px
    [[nodiscard]] float space(Space space) const;
    [[nodiscard]] float pad(Space space) const;  // above and below: a step less where it is tight
    [[nodiscard]] float between(Space space) const;  // the same, down to what targets need
    [[nodiscard]] float target() const;              // least width and height of a touch target, px
    [[nodiscard]] float gap() const;                 // least distance between targets, px
    [[nodiscard]] float ring() const;                // width of the focus ring, px, at least 2
};

inline constexpr double target_mm = 12.7;
inline constexpr double gap_mm = 2.54;
// Capital height over em of Inter, the interface's typeface.
inline constexpr double cap_per_em = 0.727;

}  // namespace tallystick::ui
