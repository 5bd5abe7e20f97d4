// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/rejected.h>

#include <algorithm>
#include <array>
#include <tuple>

#include <crypto/lines.h>
#include <tally/event.h>

namespace tallystick::tally {
namespace {

constexpr std::array<std::pair<Rejected, std::string_view>, 7> reasons{{
    {Rejected::unopenable, "unopenable"},
    {Rejected::form, "form"},
    {Rejected::signature, "signature"},
    {Rejected::round, "round"},
    {Rejected::box, "box"},
    {Rejected::style, "style"},
    {Rejected::number, "number"},
}};

}  // namespace

std::string_view name_of(Rejected reason) {
    for (const auto& [value, name] : reasons)
        if (value == reason) return name;
    return "";
}

std::string write_rejected(const std::vector<RejectedEnvelope>& list) {
    std::string out;
    for (const auto& entry : list)
        out += entry.kiosk.text() + " " + entry.leaf.hex() + " " +
               std::string(name_of(entry.reason)) + "\n";
    return out;
}

crypto::Result<std::vector<RejectedEnvelope>> read_rejected(std::string_view text) {
    std::vector<RejectedEnvelope> out;
    for (crypto::LineReader lines(text, crypto::Charset::ascii); !lines.at_end();) {
        TALLYSTICK_TRY(line, lines.next());
        const auto parts = split_merged(line);
        const auto fault = [&] { return lines.expected("<kiosk> <leaf> <reason>", line); };
        if (!parts || parts->envelope.size() < 66 || parts->envelope[64] != ' ') return fault();
        TALLYSTICK_TRY(kiosk, ballot::KioskId::parse(parts->kiosk));
        TALLYSTICK_TRY(leaf, crypto::Digest::from_hex(parts->envelope.substr(0, 64)));
        const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const auto& reason) {
            return reason.second == parts->envelope.substr(65);
        });
        if (found == reasons.end()) return fault();
        if (!out.empty() && !(std::tie(out.back().kiosk, out.back().leaf) < std::tie(kiosk, leaf)))
            return lines.expected("lines in order, each once", line);
        out.push_back({kiosk, leaf, found->first});
    }
    return out;
}

}  // namespace tallystick::tally
