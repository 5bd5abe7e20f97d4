// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/theme.h>

#include <cmath>

#include <ui/pixels.h>

namespace tallystick::ui {
namespace {

constexpr Color hex(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
            static_cast<std::uint8_t>(rgb)};
}
constexpr Color black = hex(0x000000);
constexpr Color white = hex(0xFFFFFF);
constexpr Tone tone(std::uint32_t fill, std::uint32_t ink, std::uint32_t edge) {
    return {hex(fill), hex(ink), hex(edge)};
}
constexpr Accent accent(std::uint32_t strong, std::uint32_t ink, std::uint32_t soft) {
    return {hex(strong), hex(ink), hex(soft)};
}

constexpr Theme standard_theme() {
    Theme t;
    t.name = ThemeName::standard;
    t.ground = hex(0xF1F5F9);
    t.surface = white;
    t.ink = hex(0x0B1526);
    t.ink_soft = hex(0x323B4A);
    t.line = hex(0xD8DFE8);
    t.track = hex(0xE2E8F0);
    t.primary = tone(0x1A3799, 0xFFFFFF, 0x1A3799);
    t.proceed = tone(0x024432, 0xFFFFFF, 0x024432);
    t.secondary = tone(0xFFFFFF, 0x0B1526, 0x64748B);
    t.disabled = tone(0xE2E8F0, 0x263041, 0x64748B);
    t.badge = tone(0xD1FAE5, 0x023B2B, 0xD1FAE5);
    t.notice = tone(0xFEF3C7, 0x42260A, 0xB45309);
    t.danger = tone(0x780B26, 0xFFFFFF, 0x780B26);
    t.focus = hex(0xC2410C);
    t.shadow = hex(0x0F172A).alpha(34);
    t.scrim = hex(0x0B1526).alpha(150);
    t.accents = {accent(0x0E7490, 0x073D4C, 0xE0F2F7), accent(0x15803D, 0x0A411F, 0xE3F4E8),
                 accent(0xBE123C, 0x6F0A23, 0xFCE7EC), accent(0xB45309, 0x5C2A04, 0xFBEDDD),
                 accent(0x6D28D9, 0x431886, 0xEFE7FD), accent(0x1D4ED8, 0x112E81, 0xE4ECFD),
                 accent(0xA21CAF, 0x601068, 0xFAE8FB), accent(0x4D7C0F, 0x284007, 0xEDF5DD)};
    return t;
}

// Pure black and white: 21:1, which leaves meaning to words, icons, fill and outline.
constexpr Theme pure_theme(ThemeName name, Color paper, Color pen, Color focus) {
    Theme t;
    t.name = name;
    t.ground = t.surface = t.track = paper;
    t.ink = t.ink_soft = t.line = pen;
    t.primary = t.proceed = t.danger = {pen, paper, pen};
    t.secondary = t.disabled = t.badge = t.notice = {paper, pen, pen};
    t.focus = focus;
    t.shadow = black.alpha(0);
    t.scrim = paper.alpha(225);
    for (auto& one : t.accents) one = {pen, pen, paper};
    return t;
}

constexpr Theme low_theme() {
    Theme t;
    t.name = ThemeName::low;
    t.ground = hex(0xE9EDF0);
    t.surface = hex(0xF4F6F8);
    t.ink = hex(0x444D5B);
    t.ink_soft = hex(0x566070);
    t.line = hex(0xCBD3DB);
    t.track = hex(0xD3DAE1);
    t.primary = tone(0x2F5BC4, 0xF4F6F8, 0x2F5BC4);
    t.proceed = tone(0x186F52, 0xF4F6F8, 0x186F52);
    t.secondary = tone(0xF4F6F8, 0x444D5B, 0x7A8594);
    t.disabled = tone(0xD9DFE5, 0x4A5462, 0x6A7584);
    t.badge = tone(0xD9EFE4, 0x065F46, 0xD9EFE4);
    t.notice = tone(0xF6EBCB, 0x86400F, 0xA8763A);
    t.danger = tone(0xB0203F, 0xF4F6F8, 0xB0203F);
    t.focus = hex(0xB3541E);
    t.shadow = hex(0x444D5B).alpha(20);
    t.scrim = hex(0x444D5B).alpha(140);
    t.accents = {accent(0x0E7490, 0x0D6880, 0xE6EEF1), accent(0x15803D, 0x126F34, 0xE6EFE9),
                 accent(0xBE123C, 0xBE123C, 0xF3E6EA), accent(0xB45309, 0x9C4707, 0xF2EAE0),
                 accent(0x6D28D9, 0x6D28D9, 0xECE6F3), accent(0x1D4ED8, 0x1D4ED8, 0xE5EAF5),
                 accent(0xA21CAF, 0xA21CAF, 0xF2E6F3), accent(0x4D7C0F, 0x446B0D, 0xEBEFE3)};
    return t;
}

constexpr std::array<Theme, 4> themes{
    standard_theme(), pure_theme(ThemeName::dark_on_light, white, black, hex(0x0000C8)),
    pure_theme(ThemeName::light_on_dark, black, white, hex(0xFFD800)), low_theme()};

}  // namespace

double contrast(Color a, Color b) {
    return contrast_ratio(a.packed(), b.packed());
}

const Theme& theme(ThemeName name) {
    return themes.at(static_cast<std::size_t>(name));
}

ContrastPromise contrast_promise(ThemeName name) {
    switch (name) {
        case ThemeName::standard:
            return {10, 21};
        case ThemeName::dark_on_light:
        case ThemeName::light_on_dark:
            return {20, 21};
        case ThemeName::low:
            return {4.5, 8};
    }
    return {21, 21};
}

std::vector<ContrastPair> contrast_pairs(const Theme& t) {
    const ContrastPromise promise = contrast_promise(t.name);
    std::vector<ContrastPair> pairs;
    const auto text = [&](std::string name, Color ink, Color ground) {
        pairs.push_back({std::move(name), ink, ground, promise.least, promise.most});
    };
    const auto shape = [&](std::string name, Color ink, Color ground) {
        pairs.push_back({std::move(name), ink, ground, 3, 21});
    };
    text("ink on ground", t.ink, t.ground);
    text("ink on surface", t.ink, t.surface);
    text("soft ink on ground", t.ink_soft, t.ground);
    text("soft ink on surface", t.ink_soft, t.surface);
    const std::pair<const char*, const Tone*> tones[] = {
        {"primary", &t.primary},   {"proceed", &t.proceed}, {"secondary", &t.secondary},
        {"disabled", &t.disabled}, {"badge", &t.badge},     {"notice", &t.notice},
        {"danger", &t.danger}};
    for (const auto& [name, one] : tones) text(name, one->ink, one->fill);
    for (const Color ground : {t.ground, t.surface}) {
        text("proceed as ink", t.proceed.fill, ground);
        text("danger as ink", t.danger.fill, ground);
        shape("secondary's outline", t.secondary.edge, ground);
        shape("disabled's outline", t.disabled.edge, ground);
        shape("focus ring", t.focus, ground);
    }
    for (std::size_t i = 0; i < t.accents.size(); ++i) {
        const std::string name = "accent " + std::to_string(i);
        text(name + " on surface", t.accents[i].ink, t.surface);
        text(name + " on ground", t.accents[i].ink, t.ground);
        text(name + " on its tint", t.accents[i].ink, t.accents[i].soft);
        shape(name + " in a bar", t.accents[i].strong, t.track);
    }
    return pairs;
}

float Metrics::mm(double millimetres) const {
    return std::max(1.0F, static_cast<float>(std::lround(millimetres * px_per_mm)));
}

float Metrics::cap_height_mm(Type type) const {
    // Lower and upper end of the chosen range, then headings. These grow less than the text does:
    // they already stand out, and the largest text needs the room.
    constexpr float sizes[4][5] = {{3.55F, 3.9F, 4.2F, 5.8F, 8.0F},
                                   {4.8F, 5.0F, 5.5F, 7.2F, 10.0F},
                                   {6.4F, 6.7F, 7.0F, 8.6F, 11.5F},
                                   {8.5F, 8.6F, 8.9F, 10.2F, 12.5F}};
    const auto& row = sizes[static_cast<std::size_t>(text_size)];
    switch (type) {
        case Type::soft:
            return row[0];
        case Type::body:
        case Type::strong:
        case Type::code:
            return row[1];
        case Type::title:
            return row[2];
        case Type::amount:
        case Type::heading:
            return row[3];
        case Type::display:
            return row[4];
    }
    return row[1];
}

float Metrics::cap_px(Type type) const {
    return cap_height_mm(type) * px_per_mm;
}

float Metrics::em(Type type) const {
    return cap_px(type) / static_cast<float>(cap_per_em);
}

float Metrics::space(Space space) const {
    switch (space) {
        case Space::none:
            return 0;
        case Space::xs:
            return mm(1.2);
        case Space::s:
            return std::ceil(static_cast<float>(gap_mm) * px_per_mm);
        case Space::m:
            return mm(4);
        case Space::l:
            return mm(6);
        case Space::xl:
            return mm(9);
    }
    return 0;
}

float Metrics::pad(Space wanted) const {
    if (density == Density::usual || wanted == Space::none) return space(wanted);
    return space(static_cast<Space>(static_cast<int>(wanted) - 1));
}

float Metrics::between(Space wanted) const {
    return wanted > Space::s ? pad(wanted) : space(wanted);
}

float Metrics::target() const {
    return std::ceil(static_cast<float>(target_mm) * px_per_mm);
}

float Metrics::gap() const {
    return std::ceil(static_cast<float>(gap_mm) * px_per_mm);
}

float Metrics::ring() const {
    return std::max(3.0F, mm(0.9));
}

}  // namespace tallystick::ui
