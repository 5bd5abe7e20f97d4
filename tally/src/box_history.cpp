// SPDX-License-Identifier: GPL-3.0-or-later
#include "box_history.h"

#include <algorithm>
#include <span>
#include <tuple>

#include <ballot/box_record.h>
#include <crypto/merkle.h>
#include <crypto/note.h>

namespace tallystick::tally {
namespace {

using ballot::Bundle;
using ballot::BundleState;

constexpr const char* two_histories =
    "the kiosk kept two histories: keep all its exports, ask who had the kiosk in between";

bool is_export(const Bundle& bundle) {
    return bundle.state != BundleState::recovered;
}

// Of an honest box nothing here ever falls, so whatever this order begins with, it is the order in
// which the box made them; behind that, whatever tells them apart.
auto place_of(const Bundle& bundle) {
    const bool exported = is_export(bundle);
    return std::tuple(
        !exported, bundle.size(), bundle.state, exported ? ballot::record_of(bundle).stored : 0,
        exported ? bundle.note->spoiled : 0, bundle.events.size(),
        exported ? bundle.note->uncast : 0, exported ? bundle.checkpoint->root : crypto::Digest(),
        exported ? crypto::note_id(ballot::write_bundle_note(*bundle.note)) : crypto::Digest());
}

// Why the later export cannot come from the box that made the earlier one; empty: it can.
std::string contradiction(const NamedBundle& later_named, const NamedBundle& earlier_named) {
    const Bundle& later = later_named.bundle;
    const Bundle& earlier = earlier_named.bundle;
    const std::string pair = later_named.name + " after " + earlier_named.name;
    if (later.note == earlier.note) return {};
    if (!ballot::extends(later, earlier))
        return later_named.name + " does not begin with " + earlier_named.name;
    if (earlier.state == BundleState::closed)
        return pair + ": it was closed, and nothing may follow";
    if (const auto why =
            ballot::contradiction(ballot::record_of(later), ballot::record_of(earlier)))
        return pair + ": " + *why;
    // Of a damaged export the number may be all that is left of the records.
    if (later.note->spoiled < earlier.note->spoiled)
        return pair + ": checked ballots fell from " + std::to_string(earlier.note->spoiled) +
               " to " + std::to_string(later.note->spoiled);
    return {};
}

crypto::Digest root_of_first(const Bundle& bundle, std::uint64_t size) {
    return crypto::merkle_root(
        std::span<const crypto::Digest>(bundle.leaves).first(static_cast<std::size_t>(size)));
}

}  // namespace

void sort_bundles(std::vector<NamedBundle>& bundles) {
    std::stable_sort(bundles.begin(), bundles.end(), [](const auto& a, const auto& b) {
        return place_of(a.bundle) < place_of(b.bundle);
    });
}

// A checkpoint on a mirror is the kiosk's signed word about the same log.
std::string contradiction_of_checkpoint(const NamedBundle& word,
                                        const std::vector<NamedBundle>& bundles) {
    const crypto::Checkpoint& said = *word.bundle.checkpoint;
    const std::string start = word.name + ": the kiosk signed a log of " +
                              std::to_string(said.size) + " envelopes with root " + said.root.hex();
    for (const auto& other : bundles) {
        const Bundle& bundle = other.bundle;
        if (!is_export(bundle)) {
            if (bundle.checkpoint && bundle.checkpoint->size == said.size &&
                bundle.checkpoint->root != said.root)
                return start + ", on the mirror of " + other.name + " another";
        } else if (bundle.size() >= said.size) {
            if (root_of_first(bundle, said.size) != said.root)
                return start + ", but " + other.name + " begins with others";
        } else if (bundle.state == BundleState::closed) {
            return start + ", but " + other.name + " was closed with " +
                   std::to_string(bundle.size());
        }
    }
    return {};
}

std::string contradiction_of_two(const NamedBundle& one, const NamedBundle& other) {
    const bool first = place_of(one.bundle) < place_of(other.bundle);
    return first ? contradiction(other, one) : contradiction(one, other);
}

void check_history(const std::vector<NamedBundle>& bundles, BoxFaults& faults) {
    const NamedBundle* earlier = nullptr;
    for (const auto& one : bundles) {
        std::string what;
        if (is_export(one.bundle)) {
            if (earlier != nullptr) what = contradiction(one, *earlier);
            earlier = &one;
        } else if (one.bundle.checkpoint) {
            what = contradiction_of_checkpoint(one, bundles);
        }
        if (!what.empty()) faults.emplace_back("log-grows", crypto::bad_data(what, two_histories));
    }
}

const NamedBundle& final_bundle(const std::vector<NamedBundle>& bundles) {
    const NamedBundle* last = nullptr;
    for (const auto& one : bundles)
        if (last == nullptr || one.bundle.state == BundleState::closed ||
            (one.bundle.state == BundleState::open && last->bundle.state == BundleState::open))
            last = &one;
    crypto::require(last != nullptr, "a box without bundles has no final one");
    return *last;
}

void check_limits(const ballot::KioskNote& certificate, const ballot::Round& round,
                  std::size_t envelopes, std::size_t desk, BoxFaults& faults) {
    const auto compare = [&](std::size_t found, std::int64_t most, const std::string& what) {
        if (static_cast<std::int64_t>(found) <= most) return;
        faults.emplace_back(
            "box-limits",
            crypto::bad_data(certificate.kiosk.text() + ": expected at most " +
                                 std::to_string(most) + " " + what + ", found " +
                                 std::to_string(found) + " in all its bundles together",
                             "ask who had the kiosk or its key; if a copy of its box was put "
                             "back, write that into the closing note"));
    };
    compare(envelopes, certificate.most, "ballots, as its certificate says");
    compare(desk, round.desk_cap, "ballots without a card, as the round says");
}

}  // namespace tallystick::tally
