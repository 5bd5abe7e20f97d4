// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/money.h>

namespace tallystick::ballot {

Pence operator+(Pence a, Pence b) {
    std::int64_t sum = 0;
    crypto::require(!__builtin_add_overflow(a.m_value, b.m_value, &sum), "Pence sum overflows");
    return Pence(sum);
}

Pence operator-(Pence a, Pence b) {
    std::int64_t difference = 0;
    crypto::require(!__builtin_sub_overflow(a.m_value, b.m_value, &difference),
                    "Pence difference overflows");
    return Pence(difference);
}

crypto::Result<Pence> Pence::parse(std::string_view digits) {
    const auto fault = [&] {
        return crypto::bad_data("expected a whole number of pence, found '" + std::string(digits) +
                                "'");
    };
    if (digits.empty() || digits.size() > 15 || (digits.size() > 1 && digits[0] == '0'))
        return fault();
    std::int64_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return fault();
        value = value * 10 + (c - '0');
    }
    if (value > max_pence) return fault();
    return Pence(value);
}

crypto::Result<Pence> Pence::parse_pounds(std::string_view text) {
    const auto fault = [&] {
        return crypto::bad_data("expected an amount such as 1,200 or 1200.50, found '" +
                                std::string(text) + "'");
    };
    std::string_view rest = text;
    if (rest.starts_with("£")) rest.remove_prefix(std::string_view("£").size());
    std::string whole;
    std::size_t since_comma = 0;
    bool comma = false;
    std::size_t at = 0;
    for (; at < rest.size() && rest[at] != '.'; ++at) {
        if (rest[at] == ',') {
            // A comma stands before groups of three only: "1,20" is more likely a slip than £120.
            if (whole.empty() || whole.size() > (comma ? 297U : 3U)) return fault();
            if (comma && since_comma != 3) return fault();
            comma = true;
            since_comma = 0;
        } else if (rest[at] >= '0' && rest[at] <= '9') {
            whole += rest[at];
            ++since_comma;
        } else {
            return fault();
        }
    }
    if (whole.empty() || (comma && since_comma != 3)) return fault();
    std::string pence = "00";
    if (at < rest.size()) {
        pence = std::string(rest.substr(at + 1));
        if (pence.size() != 2 || pence[0] < '0' || pence[0] > '9' || pence[1] < '0' ||
            pence[1] > '9')
            return fault();
    }
    std::string all = whole + pence;
    all.erase(0, std::min(all.find_first_not_of('0'), all.size() - 1));
    auto parsed = parse(all);
    if (!parsed) return fault();
    return parsed;
}

std::string Pence::text_in(std::string_view currency) const {
    const std::int64_t positive = m_value < 0 ? -m_value : m_value;
    std::string digits = std::to_string(positive / 100);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    const std::string unit = currency == "GBP" ? "£" : std::string(currency) + " ";
    std::string text = (m_value < 0 ? "-" : "") + unit + digits;
    if (positive % 100 != 0) {
        const std::string rest = std::to_string(positive % 100);
        text += "." + std::string(2 - rest.size(), '0') + rest;
    }
    return text;
}

}  // namespace tallystick::ballot
