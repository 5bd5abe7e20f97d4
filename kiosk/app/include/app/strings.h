// SPDX-License-Identifier: GPL-3.0-or-later
// Every sentence of the kiosk comes from here: gettext (libc) with domain "kiosk", catalogues in
// <locale dir>/<code>/LC_MESSAGES/kiosk.mo, the English text being the key. The language can change
// between two frames. Main thread only: libc keeps one language per process.
// Extract with: xgettext --keyword=tr --keyword=trn:1,2 --from-code=UTF-8
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <ballot/money.h>

namespace tallystick::app {

// {name} in a text is replaced by the value of that name. Values are wrapped in U+2068 … U+2069 so
// that a title or an amount keeps its own direction inside a sentence of the other.
using Placeholder = std::pair<std::string_view, std::string>;
using Placeholders = std::initializer_list<Placeholder>;

// Once, at start. Fails silently to English where `locale_dir` has no catalogues.
void open_catalogues(const std::string& locale_dir);
// "en", "cy", "en@easy" …; a missing catalogue leaves English.
void set_language(const std::string& code);
[[nodiscard]] const std::string& current_language();
// The catalogue set says that no native speaker has read it yet.
[[nodiscard]] bool is_machine_drafted();

[[nodiscard]] std::string tr(const char* text, Placeholders values = {});
// By the language's own plural rules; {count} is `n`.
[[nodiscard]] std::string trn(const char* one, const char* many, std::int64_t n,
                              Placeholders values = {});

// "£1,200", "1 200 £", "£1,200.50": by language, no-break spaces, isolated left to right.
[[nodiscard]] std::string money(ballot::Pence amount, std::string_view currency = "GBP");
[[nodiscard]] std::string number(std::int64_t value);
// The same amount to be spoken: "1200 pounds".
[[nodiscard]] std::string spoken_money(ballot::Pence amount, std::string_view currency = "GBP");
// What is drawn, as a voice says it: amounts in words and numbers without groups ("£2,850 left":
// "2850 pounds left"), since voices read the groups of another language one by one and know no
// sign of money. Without marks of direction.
[[nodiscard]] std::string for_voice(const std::string& words, std::string_view currency = "GBP");

}  // namespace tallystick::app
