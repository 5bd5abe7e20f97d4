// SPDX-License-Identifier: GPL-3.0-or-later
// The results as a page for people: one self-contained HTML file per language, without scripts or
// anything from elsewhere, readable on a phone, on paper, aloud and from right to left. Pure except
// for reading catalogues and the pack's pictures.
#pragma once

#include <map>
#include <string>

#include <tally/audit.h>

namespace tallystick::tally {

// "results/en.html" -> the page, for every language of the round, and "results/index.html", the
// first language once more. `locale_folder` holds the catalogues of the domain "pages".
[[nodiscard]] std::map<std::string, std::string> write_pages(const Examined& examined,
                                                             const ballot::Path& locale_folder);

// The file of a language's page: "en-easy.html" of en@easy.
[[nodiscard]] std::string page_of(std::string language);

}  // namespace tallystick::tally
