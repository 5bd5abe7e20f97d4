// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <crypto/lines.h>
#include <tally/roll.h>

namespace tallystick::tally {

crypto::Result<ballot::KioskNote> certify(const ballot::RoundPack& pack,
                                          const crypto::VerifierKey& key, ballot::Role role,
                                          std::int64_t most) {
    const std::string prefix = crypto::log_origin(pack.round_id, "");
    if (!key.name().starts_with(prefix))
        return crypto::bad_data(
            "the request's key is named " + key.name() + ", expected " + prefix + "<kiosk>",
            "the kiosk has another round's pack: give it this one");
    TALLYSTICK_TRY(kiosk,
                   ballot::KioskId::parse(std::string_view(key.name()).substr(prefix.size())));
    if (most < 1 || most > 1'000'000)
        return crypto::usage("a box takes from 1 to 1000000 ballots, found " +
                             std::to_string(most));
    return ballot::KioskNote{pack.round_id, kiosk, role, key.text(), most};
}

crypto::Result<ballot::RollNote> make_roll(const ballot::RoundPack& pack,
                                           std::span<const std::string> certificates,
                                           const std::optional<std::string>& previous,
                                           const std::string& reason) {
    ballot::RollNote roll;
    roll.round = pack.round_id;
    if (previous) {
        TALLYSTICK_TRY(note, crypto::parse_note(*previous));
        TALLYSTICK_CHECK(crypto::verify(note, pack.organiser));
        TALLYSTICK_TRY(before, ballot::read_roll_note(note.text));
        if (before.round != pack.round_id)
            return crypto::bad_data("the earlier roll is of another round");
        if (reason.empty())
            return crypto::usage("a further roll needs a reason", "give --reason \"...\"");
        if (const auto good = crypto::check_line(reason, crypto::Charset::unicode); !good)
            return crypto::usage(
                "the reason: " + good.error().message,
                "type the words again, on one line, without a space at either end");
        roll = before;
        roll.number = before.number + 1;
        roll.previous = note.id();
        roll.reason = reason;
    }
    for (const auto& bytes : certificates) {
        TALLYSTICK_TRY(note, crypto::parse_note(bytes));
        TALLYSTICK_CHECK(crypto::verify_only(note, pack.organiser));
        TALLYSTICK_TRY(certificate, ballot::read_kiosk_note(note.text));
        if (certificate.round != pack.round_id)
            return crypto::bad_data("the certificate of " + certificate.kiosk.text() +
                                    " is of another round");
        roll.entries.push_back({certificate.kiosk, certificate.role, note.id()});
    }
    std::sort(roll.entries.begin(), roll.entries.end(),
              [](const auto& a, const auto& b) { return a.kiosk < b.kiosk; });
    const auto twice =
        std::adjacent_find(roll.entries.begin(), roll.entries.end(),
                           [](const auto& a, const auto& b) { return a.kiosk == b.kiosk; });
    if (twice != roll.entries.end())
        return crypto::bad_data(
            "two certificates for " + twice->kiosk.text(),
            "a name is used once for ever: give a re-installed kiosk a new one");
    return roll;
}

crypto::Result<std::vector<std::string>> check_witnessed(const ballot::RoundPack& pack,
                                                         const crypto::Note& note) {
    TALLYSTICK_TRY(names, crypto::verify_with_witnesses(note, pack.organiser, pack.witnesses));
    if (static_cast<std::int64_t>(names.size()) < pack.round.witness_quorum)
        return crypto::bad_data(std::to_string(names.size()) + " witnesses signed, expected " +
                                    std::to_string(pack.round.witness_quorum),
                                "let a witness run `tallystick witness sign` on it");
    return names;
}

}  // namespace tallystick::tally
