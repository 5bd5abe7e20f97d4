// SPDX-License-Identifier: GPL-3.0-or-later
#include <app/strings.h>

#include <libintl.h>
#include <clocale>
#include <cstdlib>

#include "number_style.h"

// glibc reads LANGUAGE again only after this counter moved (gettext manual, "Changing the locale at
// run time").
extern "C" int _nl_msg_cat_cntr;

namespace tallystick::app {
namespace {

constexpr const char* domain = "kiosk";
constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view isolate = "\u2068";      // first strong isolate
constexpr std::string_view isolate_ltr = "\u2066";  // left-to-right isolate
constexpr std::string_view pop_isolate = "\u2069";

std::string& language() {
    static std::string code = "en";
    return code;
}

std::string fill(std::string_view text, Placeholders values) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        const std::size_t close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const Placeholder* found = nullptr;
        for (const Placeholder& value : values)
            if (value.first == name) found = &value;
        out += text.substr(at, open - at);
        if (found)
            out.append(isolate).append(found->second).append(pop_isolate);
        else
            out += text.substr(open, close - open + 1);
        at = close + 1;
    }
    return out.append(text.substr(at));
}

// Indian languages group by two above the first thousand in words, but amounts in pounds are
// written in Britain as in English; digits are European in all, as on the money itself.
std::string grouped(std::int64_t value, std::string_view separator) {
    const std::string digits = std::to_string(value < 0 ? -value : value);
    std::string out = value < 0 ? "\u2212" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
        out += digits[i];
    }
    return out;
}

}  // namespace

NumberStyle number_style(std::string_view code) {
    if (code == "pl" || code == "uk") return {no_break_space, ",", false};
    if (code == "ro") return {".", ",", false};
    return {",", ".", true};
}

std::string_view sign_of(std::string_view currency) {
    if (currency == "GBP") return "£";
    if (currency == "EUR") return "€";
    if (currency == "USD") return "$";
    if (currency == "PLN") return "zł";
    return currency;
}

void open_catalogues(const std::string& locale_dir) {
    // Plain "C" makes gettext ignore LANGUAGE; C.UTF-8 is in every Debian's libc.
    if (!std::setlocale(LC_ALL, "C.UTF-8")) std::setlocale(LC_ALL, "C.utf8");
    std::setlocale(LC_NUMERIC, "C");
    bindtextdomain(domain, locale_dir.c_str());
    bind_textdomain_codeset(domain, "UTF-8");
    set_language(language());
}

void set_language(const std::string& code) {
    language() = code;
    setenv("LANGUAGE", code.c_str(), 1);
    ++_nl_msg_cat_cntr;
}

const std::string& current_language() {
    return language();
}

bool is_machine_drafted() {
    // The empty key gives the catalogue's header; without a catalogue, nothing.
    const std::string_view header = dgettext(domain, "");
    return header.find("machine-drafted") != std::string_view::npos;
}

std::string tr(const char* text, Placeholders values) {
    return fill(dgettext(domain, text), values);
}

std::string trn(const char* one, const char* many, std::int64_t n, Placeholders values) {
    const auto count = static_cast<unsigned long>(n < 0 ? -n : n);
    std::string text = dngettext(domain, one, many, count);
    // Bare, without isolates: European digits keep their place in any script.
    constexpr std::string_view counted = "{count}";
    const std::size_t at = text.find(counted);
    if (at != std::string::npos) text.replace(at, counted.size(), number(n));
    return fill(text, values);
}

std::string number(std::int64_t value) {
    return grouped(value, number_style(current_language()).thousands);
}

std::string money(ballot::Pence amount, std::string_view currency) {
    const NumberStyle style = number_style(current_language());
    const std::int64_t pence = amount.value() < 0 ? -amount.value() : amount.value();
    std::string digits = grouped(pence / 100, style.thousands);
    if (pence % 100 != 0) {
        digits.append(style.decimal);
        digits += static_cast<char>('0' + pence % 100 / 10);
        digits += static_cast<char>('0' + pence % 10);
    }
    std::string out{isolate_ltr};
    if (amount.value() < 0) out += "\u2212";
    if (style.sign_first)
        out.append(sign_of(currency)).append(digits);
    else
        out.append(digits).append(no_break_space).append(sign_of(currency));
    return out.append(pop_isolate);
}

}  // namespace tallystick::app
