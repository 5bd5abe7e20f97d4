// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/unicode.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace tallystick::tally {
namespace {

struct Decomposition {
    std::uint32_t point, first, second;
    std::uint8_t composes;  // 0: never put together again (composition exclusions, singletons)
};
struct CombiningClass {
    std::uint32_t point;
    std::uint8_t combining;
};

#include "nfc_table.inc"

// Hangul syllables are arithmetic (The Unicode Standard, section 3.12).
constexpr std::uint32_t s_base = 0xAC00, l_base = 0x1100, v_base = 0x1161, t_base = 0x11A7;
constexpr std::uint32_t l_count = 19, v_count = 21, t_count = 28;
constexpr std::uint32_t s_count = l_count * v_count * t_count;

// Length of the well-formed sequence at the front of `text`, its value in `point`; 0: malformed.
std::size_t decode(std::string_view text, std::uint32_t& point) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        point = lead;
        return 1;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return 0;
    point = lead & (0xFFU >> (size + 1));
    for (std::size_t at = 1; at < size; ++at) {
        if ((byte(at) & 0xC0U) != 0x80U) return 0;
        point = point << 6 | (byte(at) & 0x3FU);
    }
    const std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least[size] || point > 0x10FFFF || surrogate ? 0 : size;
}

void encode(std::uint32_t point, std::string& out) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6);
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

std::uint8_t combining(std::uint32_t point) {
    const auto* found = std::lower_bound(
        std::begin(combining_classes), std::end(combining_classes), point,
        [](const CombiningClass& entry, std::uint32_t value) { return entry.point < value; });
    return found != std::end(combining_classes) && found->point == point ? found->combining : 0;
}

void decompose(std::uint32_t point, std::vector<std::uint32_t>& out) {
    if (point - s_base < s_count) {
        const std::uint32_t index = point - s_base;
        out.push_back(l_base + index / (v_count * t_count));
        out.push_back(v_base + index % (v_count * t_count) / t_count);
        if (index % t_count != 0) out.push_back(t_base + index % t_count);
        return;
    }
    const auto* found = std::lower_bound(
        std::begin(decompositions), std::end(decompositions), point,
        [](const Decomposition& entry, std::uint32_t value) { return entry.point < value; });
    if (found == std::end(decompositions) || found->point != point) {
        out.push_back(point);
        return;
    }
    decompose(found->first, out);
    if (found->second != 0) decompose(found->second, out);
}

// 0: the two do not compose.
std::uint32_t composed(std::uint32_t first, std::uint32_t second) {
    if (first - l_base < l_count && second - v_base < v_count)
        return s_base + ((first - l_base) * v_count + (second - v_base)) * t_count;
    if (first - s_base < s_count && (first - s_base) % t_count == 0 && second > t_base &&
        second < t_base + t_count)
        return first + (second - t_base);
    static const auto pairs = [] {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> out;
        for (const auto& entry : decompositions)
            if (entry.composes != 0) out[{entry.first, entry.second}] = entry.point;
        return out;
    }();
    const auto found = pairs.find({first, second});
    return found == pairs.end() ? 0 : found->second;
}

void compose(std::vector<std::uint32_t>& points) {
    std::size_t kept = 0;
    std::size_t starter = points.size();
    int last_class = -1;
    for (const std::uint32_t point : points) {
        const int point_class = combining(point);
        const bool adjacent = starter < kept && starter + 1 == kept;
        const bool reachable = starter < kept && (adjacent || last_class < point_class);
        const std::uint32_t joined = reachable ? composed(points[starter], point) : 0;
        if (joined != 0) {
            points[starter] = joined;
            continue;
        }
        if (point_class == 0) starter = kept;
        last_class = point_class;
        points[kept++] = point;
    }
    points.resize(kept);
}

}  // namespace

bool is_utf8(std::string_view text) {
    std::uint32_t point = 0;
    while (!text.empty()) {
        const std::size_t size = decode(text, point);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string to_nfc(std::string_view text) {
    std::vector<std::uint32_t> points;
    std::uint32_t point = 0;
    while (!text.empty()) {
        text.remove_prefix(std::max<std::size_t>(decode(text, point), 1));
        decompose(point, points);
    }
    // Marks between two starters go in order of their class, equal classes as they stood.
    for (auto at = points.begin(); at != points.end();) {
        const auto marks = std::find_if(at, points.end(), [](auto p) { return combining(p) != 0; });
        const auto end =
            std::find_if(marks, points.end(), [](auto p) { return combining(p) == 0; });
        std::stable_sort(marks, end, [](auto a, auto b) { return combining(a) < combining(b); });
        at = end;
    }
    compose(points);
    std::string out;
    for (const std::uint32_t p : points) encode(p, out);
    return out;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

}  // namespace tallystick::tally
