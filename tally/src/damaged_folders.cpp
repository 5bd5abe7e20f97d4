// SPDX-License-Identifier: GPL-3.0-or-later
#include "damaged_folders.h"

#include "damaged_bundle.h"
#include "said_box.h"

namespace tallystick::tally {
namespace {

// Nothing else is wrong with it: it is judged as it is, once it has its name back.
bool is_misnamed(const DamagedFolder& damaged) {
    return damaged.faults.size() == 1 && damaged.faults.front().first == "bundle-name";
}

std::string passed_over(const DamagedFolder& damaged, const NamedBundle& closed,
                        std::size_t unsigned_envelopes) {
    const auto& error = damaged.faults.front().second;
    std::string out = damaged.folder.string() + ": passed over, it is ";
    out += is_misnamed(damaged)
               ? "whole and not under its name (" + error.message + "): " + error.hint
               : "damaged (" + error.message + ")";
    out += "; the closed export " + closed.name + " covers all that was signed in it";
    if (unsigned_envelopes > 0)
        out += ", but not " + std::to_string(unsigned_envelopes) +
               (unsigned_envelopes == 1 ? " envelope" : " envelopes") +
               " in it, which nobody signed, so anybody could have written: show it to the "
               "witnesses";
    return out + "; keep it until the result is posted, in case somebody asks for it";
}

void refuse(const DamagedFolder& damaged, BoxFaults& faults) {
    faults.insert(faults.end(), damaged.faults.begin(), damaged.faults.end());
}

}  // namespace

void refuse_damaged(const std::vector<DamagedFolder>& damaged, BoxFaults& faults) {
    for (const auto& one : damaged) refuse(one, faults);
}

void judge_damaged(const std::vector<DamagedFolder>& damaged, const ballot::RoundPack& pack,
                   const NamedBundle& closed, const std::vector<NamedBundle>& bundles,
                   BoxFaults& faults, std::vector<std::string>& warnings) {
    std::vector<NamedBundle> told;
    for (const auto& one : damaged) {
        // A mirror is no export: it can be recovered again.
        if (ballot::exists(one.folder / "receipts.txt")) {
            refuse(one, faults);
            continue;
        }
        // Another box's key signed what is in there, and this one's finds nothing signed.
        const auto other =
            says_another_box(one.folder, pack.round_id, closed.bundle.certificate.kiosk);
        const auto word =
            other ? DamagedWord() : word_of_damaged(one.folder, pack, closed, bundles, told);
        if (!other && !word.against) {
            warnings.push_back(passed_over(one, closed, word.unsigned_envelopes));
            continue;
        }
        if (!other || is_misnamed(one)) refuse(one, faults);
        if (!is_misnamed(one)) faults.push_back(other ? *other : *word.against);
    }
}

}  // namespace tallystick::tally
