// SPDX-License-Identifier: GPL-3.0-or-later
// Text a voter reads: shaped by Pango (Arabic joins, Bengali forms conjuncts, Chinese breaks
// lines), drawn once into an A8 texture, tinted by the vertex colour, and cached by everything that
// changes its shape. Sizes are given by the height of a capital letter in pixels, because that is
// what accessibility rules measure. Fonts come from a private fontconfig configuration, so that
// the same text gives the same pixels on each kiosk with the same font packages. One thread.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/pixels.h"

namespace tallystick::ui {

enum class Weight { regular, medium, semibold, bold };
enum class Align { start, centre, end };  // of lines within the width; start is right in RTL
enum class Direction { left_to_right, right_to_left };
enum class Overflow {
    // All lines; a word longer than the line breaks inside. Where a short rest would stand alone on
    // the last line, all lines are shorter.
    wrap,
    ellipsis,  // at most max_lines, the last one ending in an ellipsis if text is left over
};
enum class FontRole {
    text,
    figures,  // figures of equal width, for counters and columns of money
    code,     // equal-width figures, slashed zero, wider spacing: receipt and card codes
};

// Urdu is written in Nastaliq, whose words hang down through lines of 2.5 em. Low: in Naskh, as on
// most telephones, with lines of 1.7 em.
enum class Hand { usual, low };

struct TextStyle {
    float capital_px = 20;  // height of a capital letter; see TextSize and px_per_mm
    Weight weight = Weight::regular;
    FontRole role = FontRole::text;
    Align align = Align::start;
    // Which side lines start on. A paragraph's base direction is that of most of its letters.
    Direction direction = Direction::left_to_right;
    std::string language = "en";  // BCP 47 of the text itself: picks shapes and fonts (ur, zh)
    int width_px = 0;             // line width; 0 is one line as long as it takes
    int max_lines = 0;            // 0 is any number (only with Overflow::ellipsis)
    Overflow overflow = Overflow::wrap;
    Hand hand = Hand::usual;
    float line_spacing = 1.0F;  // times the font's own line height
};

struct TextMetrics {
    int width = 0;     // what to leave for it in a layout: the widest line, without trailing blanks
    int height = 0;    // lines × line height
    int baseline = 0;  // of the first line, below the top
    int last_baseline = 0;
    int ink_top = 0;  // what is really drawn, below the top; both 0 for blanks
    int ink_bottom = 0;
    int lines = 0;
    bool cut = false;          // an ellipsis stands for left-over text
    bool broken_word = false;  // a word was too long for the line and broke inside
    int missing = 0;           // characters no font has (drawn as boxes)
};

struct TextImage {
    ImTextureID texture = nullptr;  // null if there is nothing to draw (blanks only)
    // The picture's place relative to the text's top left corner (ink may stand out a little).
    int offset_x = 0;
    int offset_y = 0;
    int image_width = 0;
    int image_height = 0;
    TextMetrics metrics;
};

struct TextOptions {
    std::string fonts_conf;       // assets/fonts/fonts.conf
    std::string cache_directory;  // fontconfig's cache, kept warm (cold costs 200 ms); may be ""
    std::size_t cache_bytes = 48U << 20U;
};

class TextEngine {
public:
    // nullptr, and why in `problem`, if the configuration cannot be read or has no Inter.
    [[nodiscard]] static std::unique_ptr<TextEngine> create(const TextOptions& options,
                                                            Textures& textures,
                                                            std::string& problem);
    ~TextEngine();
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    // Cached like the image, and no picture is made for it.
    [[nodiscard]] TextMetrics measure(std::string_view text, const TextStyle& style);
    // Valid until the next call of end_frame() at least.
    [[nodiscard]] const TextImage& image(std::string_view text, const TextStyle& style);
    // Draws with the text's top left corner at (x, y), snapped to whole pixels; returns metrics.
    // With a width_px, `align` places lines within it.
    TextMetrics draw(ImDrawList& list, float x, float y, ImU32 colour, std::string_view text,
                     const TextStyle& style);

    // Does it fit into that height (0: any) and style.width_px without cut or broken words?
    [[nodiscard]] bool fits(std::string_view text, const TextStyle& style, int height_px);

    // Once per frame, after drawing: drops what was not used lately, down to cache_bytes.
    void end_frame();
    // Between frames: drops everything, for texts can tell what a voter chose.
    void forget();

    // Files of the fonts that the text would be drawn with, in order of first use; for tests.
    [[nodiscard]] std::vector<std::string> font_files(std::string_view text,
                                                      const TextStyle& style);
    [[nodiscard]] std::size_t cached_bytes() const;

private:
    struct State;
    explicit TextEngine(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// The four sizes a voter can choose (ACCESS: 3.5–4.2, 4.8–5.6, 6.4–7.1, 8.5–9.0 mm capitals).
enum class TextSize { small, normal, large, largest };
[[nodiscard]] double capital_mm(TextSize size);  // 3.8, 5.0, 6.7, 8.7

// Keeps a number, amount or code together inside text of either direction: U+2066 … U+2069 around
// it and no-break spaces within, or £ jumps to the other side in Urdu.
[[nodiscard]] std::string isolate(std::string_view text);
// A name whose own direction is unknown, put inside other text: U+2068 … U+2069.
[[nodiscard]] std::string isolate_name(std::string_view text);
[[nodiscard]] std::string no_break(std::string_view text);

[[nodiscard]] bool is_nastaliq(std::string_view language, Hand hand);

// ar, fa, he, ps, sd, ug, ur, yi are right to left, with or without a region.
[[nodiscard]] Direction direction_of(std::string_view language);

}  // namespace tallystick::ui
