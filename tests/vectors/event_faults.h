// SPDX-License-Identifier: GPL-3.0-or-later
// What the vectors of bundles and of audit folders share: a fault, and how it is written down: only
// what is different from the good one.
#pragma once

#include "make_vectors.h"
#include "vector_event.h"

namespace tallystick::vectors {

using Change = std::function<void(Event&)>;

struct Fault {
    std::string name;
    std::string checks;  // those that fail, sorted; empty: accepted
    Change change;
};

// What `changed` has that `good` has not, below `folder`; a missing file goes into the header.
void write_change(const std::string& kind, const Fault& fault, Header header, const Files& good,
                  const Files& changed, const std::string& folder);

void edit(std::string& text, std::string_view from, std::string_view to);
void swap_first_lines(std::string& lines);
[[nodiscard]] std::vector<std::string> notes_of(std::string_view list);
// The same text under the same name, signed with a key that is not its own.
[[nodiscard]] std::string forged(const std::string& note, const crypto::SigningKey& like);
[[nodiscard]] crypto::Digest another_hash();

// Of the opened note: of the event with labels, and of the one without.
[[nodiscard]] std::vector<Fault> opened_faults();
[[nodiscard]] std::vector<Fault> opened_gap_faults();

// The kiosk, or who has its key, signs everything over its envelopes as they are now, each in its
// place.
void sort_log(Event& event);

// Bundles of one box that agree or contradict each other.
[[nodiscard]] std::vector<Fault> history_faults();

void write_bundle_vectors(const Event& good);
void write_recovered_vectors(const Event& gaps);
void write_audit_vectors(const Event& good);
void write_gap_vectors(const Event& gaps);
void write_alarm_vectors(const Event& alarms);
void write_desk_vectors(const std::filesystem::path& scratch);

}  // namespace tallystick::vectors
