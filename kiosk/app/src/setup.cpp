// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <app/kiosk_app.h>
#include <app/strings.h>
#include <ballot/languages.h>

namespace tallystick::app {
namespace {

constexpr std::string_view easy_read = "en@easy";

bool has_catalogue(const ballot::Path& assets, const std::string& code) {
    return ballot::exists(assets / "locale" / code / "LC_MESSAGES" / "kiosk.mo");
}

Language describe(const std::string& code, const ballot::Path& pack) {
    set_language(code);
    Language language{code, std::string(ballot::own_name(code))};
    language.machine_drafted = is_machine_drafted();
    const std::string spoken = code.substr(0, code.find('@'));
    language.has_voice = !ui::voice_for(spoken).empty();
    language.has_recordings = ballot::exists(pack / "speech" / spoken);
    return language;
}

}  // namespace

std::shared_ptr<const Setup> make_setup(const ballot::RoundPack& pack, const ballot::KioskId& kiosk,
                                        const AppOptions& options) {
    auto setup = std::make_shared<Setup>();
    setup->round = pack.round;
    setup->round_id = pack.round_id.hex();
    setup->kiosk = kiosk;
    setup->pack_folder = options.pack.string();
    setup->demo = options.demo;
    std::vector<std::string> codes = pack.round.languages;
    // Easy Read needs no text of the round's own: English proposals under simpler words.
    const bool english = std::find(codes.begin(), codes.end(), "en") != codes.end();
    const bool listed = std::find(codes.begin(), codes.end(), easy_read) != codes.end();
    if (english && !listed && has_catalogue(options.assets, std::string(easy_read)))
        codes.emplace_back(easy_read);
    for (const std::string& code : codes) setup->languages.push_back(describe(code, options.pack));
    set_language(codes.empty() ? "en" : codes.front());
    return setup;
}

}  // namespace tallystick::app
