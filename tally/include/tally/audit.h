// SPDX-License-Identifier: GPL-3.0-or-later
// Everything an outsider can check, from files alone: pack, rolls, bundles, closing note, opened
// list, and the count made again. `publish` examines before it signs, `audit` examines what was
// published and compares. docs/FORMAT.md "Audit folder", "Result note".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tally/closing.h>
#include <tally/count_round.h>
#include <tally/open.h>

namespace tallystick::tally {

struct ExamineInput {
    ballot::Path pack;
    std::vector<NamedText> rolls;
    std::vector<ballot::Path> bundles;
    NamedText closing;
    NamedText opened;                  // opened.note
    ballot::Path list;                 // ballots.txt, or votes.txt where labels are withheld
    ballot::Path rejected;             // rejected.txt
    std::optional<ballot::Path> full;  // the signed list behind votes.txt, for witnesses
    unsigned threads = 0;
    Damaged damaged = Damaged::passed_over;  // exports
};

struct Examined {
    ballot::RoundPack pack;
    Roll roll;
    Merged merged;
    Closing closing;
    std::vector<UsedBundle> used;
    std::int64_t set_aside = 0;
    std::int64_t spoiled = 0;
    std::vector<RejectedEnvelope> rejected;
    Cells envelopes, ballots;  // per box and style
    bool labels = false;
    std::string opened;                         // opened.note, as it was signed
    std::optional<crypto::Digest> signed_list;  // of it, where labels are withheld
    RoundCount count;

    // Ballots that could have been exchanged unseen: at most so many (docs/THREAT_MODEL.md).
    [[nodiscard]] std::int64_t bound() const;
    // The least lead in votes of a funded proposal over one of its pot that was not funded; none
    // where the rule is not by number of votes.
    [[nodiscard]] std::optional<std::int64_t> margin() const;
};

// None if a check failed that no written reason covers; the report says which.
[[nodiscard]] crypto::Result<std::optional<Examined>> examine(const ExamineInput& input,
                                                              Report& report);

// What the result note says, without its files.
[[nodiscard]] ballot::ResultNote result_of(const Examined& examined);

// Checks a published folder, result note first, and counts again.
struct AuditInput {
    ballot::Path folder;
    std::optional<ballot::Path> full;
    std::optional<crypto::VerifierKey> organiser;  // known from a poster
    std::string version;        // of the program: only the same one writes the same pages
    std::string locale_folder;  // catalogues of the domain "pages"
    unsigned threads = 0;
};
struct Audited {
    Examined examined;
    ballot::ResultNote result;
    crypto::Digest id;
    std::vector<std::string> witnesses;
};
[[nodiscard]] crypto::Result<std::optional<Audited>> audit(const AuditInput& input, Report& report);

}  // namespace tallystick::tally
