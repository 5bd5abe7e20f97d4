// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and amounts as a voice is to say them (app/strings.h).
#include <ui/semantic.h>

#include <app/strings.h>

#include "number_style.h"

namespace tallystick::app {
namespace {

constexpr NumberStyle sign_before{",", ".", true};

std::size_t end_of_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at;
}

// "12,850.50": 12850 and 50. Where pence follow, they end behind the whole.
struct Figure {
    std::string whole;
    int pence = 0;
    std::size_t whole_end = 0, end = 0;
};

Figure read_figure(std::string_view text, std::size_t at, const NumberStyle& style) {
    Figure figure;
    std::size_t end = end_of_digits(text, at);
    figure.whole = text.substr(at, end - at);
    const std::string group = ui::plain(std::string(style.thousands));
    if (figure.whole.size() <= 3)
        while (text.substr(end).starts_with(group) &&
               end_of_digits(text, end + group.size()) == end + group.size() + 3) {
            figure.whole += text.substr(end + group.size(), 3);
            end += group.size() + 3;
        }
    figure.whole_end = figure.end = end;
    const std::size_t fraction = end + style.decimal.size();
    if (text.substr(end).starts_with(style.decimal) &&
        end_of_digits(text, fraction) == fraction + 2) {
        figure.pence = (text[fraction] - '0') * 10 + (text[fraction + 1] - '0');
        figure.end = fraction + 2;
    }
    return figure;
}

// Not "£2m" nor "£2.5 million", nor more than any fund holds: those stay as they are written.
bool is_amount(std::string_view text, const Figure& figure) {
    const std::string_view rest = text.substr(figure.end);
    const bool letter = !rest.empty() && ((rest[0] | 0x20) >= 'a' && (rest[0] | 0x20) <= 'z');
    const bool goes_on =
        rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && end_of_digits(rest, 1) > 1;
    return !figure.whole.empty() && figure.whole.size() <= 12 && !letter && !goes_on;
}

std::string in_words(const Figure& figure, std::string_view currency) {
    return spoken_money(ballot::Pence(std::stoll(figure.whole) * 100 + figure.pence), currency);
}

// Behind the figure that ends at `at`: where its sign ends, or npos.
std::size_t end_of_sign(std::string_view text, std::size_t at, std::string_view sign) {
    if (text.substr(at).starts_with(' ')) ++at;
    return text.substr(at).starts_with(sign) ? at + sign.size() : text.npos;
}

}  // namespace

std::string spoken_money(ballot::Pence amount, std::string_view currency) {
    const bool below = amount.value() < 0;
    const std::int64_t pence = below ? -amount.value() : amount.value();
    std::string words;
    if (currency != "GBP") {
        words = std::to_string(pence / 100) + " " + std::string(currency);
        if (pence % 100 != 0) words += " " + std::to_string(pence % 100);
    } else if (pence % 100 == 0) {
        words = trn("{count} pound", "{count} pounds", pence / 100);
    } else {
        words = trn("{count} pound {pence}", "{count} pounds {pence}", pence / 100,
                    {{"pence", std::to_string(pence % 100)}});
    }
    words = ui::plain(words);
    const std::size_t from = words.find_first_of("0123456789");
    if (from != words.npos) {  // Arabic says two pounds without a figure
        const Figure figure = read_figure(words, from, number_style(current_language()));
        words.replace(from, figure.whole_end - from, figure.whole);
    }
    return (below ? "\u2212" : "") + words;
}

std::string for_voice(const std::string& drawn, std::string_view currency) {
    const std::string words = ui::plain(drawn);
    const std::string_view text = words;
    const std::string_view sign = sign_of(currency);
    const NumberStyle style = number_style(current_language());
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(sign)) {
            const Figure figure = read_figure(text, at + sign.size(), sign_before);
            if (is_amount(text, figure)) {
                out += in_words(figure, currency);
                at = figure.end;
                continue;
            }
        }
        if (end_of_digits(text, at) == at) {
            out += text[at++];
            continue;
        }
        const Figure figure = read_figure(text, at, style);
        std::size_t end = end_of_sign(text, figure.end, sign);
        if (end != text.npos && is_amount(text, figure)) {
            out += in_words(figure, currency);
        } else {
            out += figure.whole;
            end = figure.whole_end;
        }
        at = end;
    }
    return out;
}

}  // namespace tallystick::app
