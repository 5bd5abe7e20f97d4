// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "text_layout.h"

namespace tallystick::ui {

namespace {

// Everything that changes the shape, as bytes in front of the text.
void make_key(std::string& key, std::string_view text, const TextStyle& style) {
    key.clear();
    const auto number = [&](int value) {
        key.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    number(static_cast<int>(std::lround(style.capital_px * 64.0F)));
    number(style.width_px);
    number(style.overflow == Overflow::ellipsis ? style.max_lines : 0);
    number(static_cast<int>(std::lround(style.line_spacing * 256.0F)));
    for (const int small : {static_cast<int>(style.weight), static_cast<int>(style.role),
                            static_cast<int>(style.align), static_cast<int>(style.direction),
                            static_cast<int>(style.hand)})
        key.push_back(static_cast<char>(small));
    key += style.language;
    key.push_back('\0');
    key += text;
}

struct Entry {
    TextImage image;
    std::unique_ptr<Typesetter::Lines> lines;  // from measuring until drawing, within a frame
    bool measured = false;
    bool drawn = false;
    std::uint64_t used = 0;  // frame
    std::size_t bytes = 0;
};

}  // namespace

struct TextEngine::State {
    std::unique_ptr<Typesetter> typesetter;
    Textures* textures = nullptr;
    std::size_t cache_bytes = 0;
    std::unordered_map<std::string, Entry> cache;
    std::vector<Entry*> with_lines;
    std::string key;
    std::size_t bytes = 0;
    std::uint64_t frame = 1;

    Entry& entry(std::string_view text, const TextStyle& style, bool with_image);
    void draw_entry(Entry& entry);
};

Entry& TextEngine::State::entry(std::string_view text, const TextStyle& style, bool with_image) {
    make_key(key, text, style);
    Entry& found = cache[key];
    found.used = frame;
    if (found.drawn || (found.measured && !with_image)) return found;
    if (found.lines == nullptr) found.lines = typesetter->set(text, style);
    if (!found.measured) {
        found.measured = true;
        found.image.metrics = Typesetter::measure(*found.lines);
        found.bytes = key.size() + sizeof(Entry) + 64;
        bytes += found.bytes;
    }
    if (with_image)
        draw_entry(found);
    else
        with_lines.push_back(&found);
    return found;
}

void TextEngine::State::draw_entry(Entry& entry) {
    Typesetter::Drawn drawn = Typesetter::draw(*entry.lines);
    entry.lines.reset();
    entry.drawn = true;
    entry.image.offset_x = drawn.x;
    entry.image.offset_y = drawn.y;
    entry.image.image_width = drawn.width;
    entry.image.image_height = drawn.height;
    if (drawn.coverage.empty()) return;
    entry.bytes += drawn.coverage.size();
    bytes += drawn.coverage.size();
    entry.image.texture = textures->add_alpha(drawn.width, drawn.height, std::move(drawn.coverage));
}

TextEngine::TextEngine(std::unique_ptr<State> state) : m_state(std::move(state)) {}

TextEngine::~TextEngine() {
    for (const auto& [key, entry] : m_state->cache) m_state->textures->remove(entry.image.texture);
}

std::unique_ptr<TextEngine> TextEngine::create(const TextOptions& options, Textures& textures,
                                               std::string& problem) {
    auto state = std::make_unique<State>();
    state->typesetter = Typesetter::create(options.fonts_conf, options.cache_directory, problem);
    if (state->typesetter == nullptr) return nullptr;
    state->textures = &textures;
    state->cache_bytes = options.cache_bytes;
    return std::unique_ptr<TextEngine>(new TextEngine(std::move(state)));
}

TextMetrics TextEngine::measure(std::string_view text, const TextStyle& style) {
    return m_state->entry(text, style, false).image.metrics;
}

const TextImage& TextEngine::image(std::string_view text, const TextStyle& style) {
    return m_state->entry(text, style, true).image;
}

TextMetrics TextEngine::draw(ImDrawList& list, float x, float y, ImU32 colour,
                             std::string_view text, const TextStyle& style) {
    const TextImage& picture = image(text, style);
    if (picture.texture != nullptr) {
        const ImVec2 min(std::floor(x + 0.5F) + static_cast<float>(picture.offset_x),
                         std::floor(y + 0.5F) + static_cast<float>(picture.offset_y));
        const ImVec2 max(min.x + static_cast<float>(picture.image_width),
                         min.y + static_cast<float>(picture.image_height));
        list.AddImage(picture.texture, min, max, ImVec2(0, 0), ImVec2(1, 1), colour);
    }
    return picture.metrics;
}

bool TextEngine::fits(std::string_view text, const TextStyle& style, int height_px) {
    const TextMetrics metrics = measure(text, style);
    return !metrics.cut && !metrics.broken_word &&
           (style.width_px <= 0 || metrics.width <= style.width_px) &&
           (height_px <= 0 || metrics.height <= height_px);
}

void TextEngine::end_frame() {
    State& state = *m_state;
    const std::uint64_t now = state.frame++;
    for (Entry* entry : state.with_lines) entry->lines.reset();
    state.with_lines.clear();
    if (state.bytes <= state.cache_bytes) return;
    // What this frame shows stays, or a crowded screen would draw its text anew each frame.
    std::vector<std::pair<std::uint64_t, const std::string*>> old;
    for (const auto& [key, entry] : state.cache) {
        if (entry.used != now) old.emplace_back(entry.used, &key);
    }
    std::sort(old.begin(), old.end());
    // A quarter more than needed, so that the next frames have room.
    const std::size_t goal = state.cache_bytes - state.cache_bytes / 4;
    for (const auto& [used, key] : old) {
        if (state.bytes <= goal) break;
        const auto found = state.cache.find(*key);
        state.bytes -= found->second.bytes;
        state.textures->remove(found->second.image.texture);
        state.cache.erase(found);
    }
}

void TextEngine::forget() {
    State& state = *m_state;
    state.with_lines.clear();
    for (const auto& [key, entry] : state.cache) state.textures->remove(entry.image.texture);
    state.cache.clear();
    state.key = {};
    state.bytes = 0;
}

std::vector<std::string> TextEngine::font_files(std::string_view text, const TextStyle& style) {
    return m_state->typesetter->font_files(text, style);
}

std::size_t TextEngine::cached_bytes() const {
    return m_state->bytes;
}

double capital_mm(TextSize size) {
    switch (size) {
        case TextSize::small:
            return 3.8;
        case TextSize::normal:
            return 5.0;
        case TextSize::large:
            return 6.7;
        case TextSize::largest:
            return 8.7;
    }
    return 5.0;
}

std::string no_break(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == ' ')
            result += "\u00a0";
        else if (c == '-')
            result += "\u2011";
        else
            result += c;
    }
    return result;
}

std::string isolate(std::string_view text) {
    return "\u2066" + no_break(text) + "\u2069";
}

std::string isolate_name(std::string_view text) {
    return "\u2068" + std::string(text) + "\u2069";
}

bool is_nastaliq(std::string_view language, Hand hand) {
    return hand == Hand::usual && language.substr(0, language.find('-')) == "ur";
}

Direction direction_of(std::string_view language) {
    const std::string_view base = language.substr(0, language.find('-'));
    for (const std::string_view rtl : {"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"}) {
        if (base == rtl) return Direction::right_to_left;
    }
    return Direction::left_to_right;
}

}  // namespace tallystick::ui
