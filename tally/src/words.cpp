// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/languages.h>
#include <tally/authoring.h>

#include "words.h"

#include <cstring>

namespace tallystick::tally {
namespace {

constexpr std::uint64_t most_catalogue = 4'000'000;
constexpr std::string_view isolate = "\u2068", isolate_ltr = "\u2066", pop = "\u2069";
constexpr std::string_view no_break_space = "\u00a0";

std::string grouped(std::int64_t value, std::string_view separator) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, separator);
    return digits;
}

// Polish and Ukrainian write 1 200 £, the others £1,200.
bool spaced(std::string_view language) {
    return language == "pl" || language == "uk";
}

}  // namespace

std::string review_of(const std::filesystem::path& locale_folder, const std::string& domain,
                      const std::string& language) {
    const auto bytes = ballot::read_file(
        locale_folder / language / "LC_MESSAGES" / (domain + ".mo"), most_catalogue);
    if (!bytes) return {};
    // The header stands in the file as it is, a line a field.
    constexpr std::string_view field = "\nX-Review: ";
    const std::size_t at = bytes->find(field);
    if (at == std::string::npos) return {};
    const std::size_t from = at + field.size();
    return bytes->substr(from, bytes->find('\n', from) - from);
}

Words::Words(const ballot::Path& locale_folder, std::string language)
    : m_language(std::move(language)) {
    const auto load = [&](const std::string& code) {
        auto bytes =
            ballot::read_file(locale_folder / code / "LC_MESSAGES" / "pages.mo", most_catalogue);
        if (bytes) read_catalogue(*bytes);
    };
    if (const std::size_t at = m_language.find('@'); at != std::string::npos)
        load(m_language.substr(0, at));
    load(m_language);
}

// The GNU MO file, little-endian: header, two tables of (length, offset).
void Words::read_catalogue(std::string_view bytes) {
    const auto word = [&](std::size_t at) -> std::uint32_t {
        std::uint32_t value = 0;
        if (at + 4 <= bytes.size()) std::memcpy(&value, bytes.data() + at, 4);
        return value;
    };
    constexpr std::uint32_t magic = 0x950412de;
    if (word(0) != magic || word(4) != 0) return;
    const std::size_t count = word(8), originals = word(12), translations = word(16);
    const auto text = [&](std::size_t table, std::size_t index) -> std::string_view {
        const std::size_t size = word(table + index * 8), at = word(table + index * 8 + 4);
        return at <= bytes.size() && size <= bytes.size() - at ? bytes.substr(at, size)
                                                               : std::string_view();
    };
    for (std::size_t index = 0; index < count && index * 8 < bytes.size(); ++index) {
        const auto key = text(originals, index);
        const auto value = text(translations, index);
        if (!key.empty() && !value.empty()) m_texts[std::string(key)] = std::string(value);
    }
}

std::string Words::tr(const char* text, Placeholders values) const {
    const auto found = m_texts.find(std::string_view(text));
    std::string_view rest = found == m_texts.end() ? std::string_view(text) : found->second;
    std::string out;
    while (!rest.empty()) {
        const std::size_t open = std::min(rest.find('{'), rest.size());
        out += rest.substr(0, open);
        rest.remove_prefix(open);
        if (rest.empty()) break;
        const std::size_t close = rest.find('}');
        const std::string_view name =
            close == std::string_view::npos ? rest : rest.substr(1, close - 1);
        const std::string* value = nullptr;
        for (const auto& [placeholder, replacement] : values)
            if (placeholder == name) value = &replacement;
        if (value == nullptr) {
            out += '{';
            rest.remove_prefix(1);
            continue;
        }
        out.append(isolate).append(*value).append(pop);
        rest.remove_prefix(close + 1);
    }
    return out;
}

std::string Words::money(ballot::Pence amount, std::string_view currency) const {
    const std::int64_t pence = amount.value() < 0 ? -amount.value() : amount.value();
    const bool space = spaced(m_language);
    std::string digits = grouped(pence / 100, space ? no_break_space : ",");
    if (pence % 100 != 0) {
        digits += space ? ',' : '.';
        digits += static_cast<char>('0' + pence % 100 / 10);
        digits += static_cast<char>('0' + pence % 10);
    }
    std::string sign(currency == "GBP" ? "£" : currency == "EUR" ? "€" : currency);
    std::string out(isolate_ltr);
    if (amount.value() < 0) out += "\u2212";
    if (space)
        out.append(digits).append(no_break_space).append(sign);
    else
        out.append(sign).append(digits);
    return out.append(pop);
}

std::string Words::number(std::int64_t value) const {
    return (value < 0 ? "\u2212" : "") + grouped(value, spaced(m_language) ? no_break_space : ",");
}

bool Words::right_to_left() const {
    return ballot::is_right_to_left(m_language);
}

std::string Words::own_name(const std::string& language) {
    return std::string(ballot::own_name(language));
}

}  // namespace tallystick::tally
