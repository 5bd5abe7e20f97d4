// SPDX-License-Identifier: GPL-3.0-or-later
// What the exports of one box say of it beside its log: numbers and lists that an honest box only
// adds to, so that two of them can contradict each other. Pure but for read_record(); safe on any
// thread. docs/FORMAT.md "Histories of a box".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ballot/bundle.h>

namespace tallystick::ballot {

struct BoxRecord {
    BundleNote::State state = BundleNote::State::open;
    std::int64_t stored = 0;           // in the log or waiting for it
    std::int64_t uncast = 0;           // ballots begun and not cast
    std::vector<std::int64_t> epochs;  // the log's size after each
    std::vector<Spoiled> spoiled;      // sorted
    std::vector<Event> events;
};

// Of an open or closed bundle.
[[nodiscard]] BoxRecord record_of(const Bundle& bundle);
// Why a box with `later` cannot be the one that had `earlier` before; none: it can. Neither the
// envelopes nor the state are compared.
[[nodiscard]] std::optional<std::string> contradiction(const BoxRecord& later,
                                                       const BoxRecord& earlier);
// What the kiosk with `key` signed of its box in the export in `folder`. None where there is no
// such note; a list that is not as it was signed is left empty.
[[nodiscard]] std::optional<BoxRecord> read_record(const Path& folder,
                                                   const crypto::VerifierKey& key, Disk& disk);

// Lines `<leaf> SP <inner id>`, sorted, each leaf once.
[[nodiscard]] crypto::Result<std::vector<Spoiled>> read_spoiled(std::string_view text);

}  // namespace tallystick::ballot
