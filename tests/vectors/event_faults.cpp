// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_faults.h"

#include <crypto/digest.h>

namespace tallystick::vectors {

crypto::Digest another_hash() {
    return crypto::sha256("another\n");
}

void write_change(const std::string& kind, const Fault& fault, Header header, const Files& good,
                  const Files& changed, const std::string& folder) {
    Files different;
    for (const auto& [path, bytes] : changed) {
        const auto before = good.find(path);
        if (path.starts_with(folder) && (before == good.end() || before->second != bytes))
            different[path.substr(folder.size())] = bytes;
    }
    for (const auto& entry : good)
        if (entry.first.starts_with(folder) && !changed.contains(entry.first))
            header.emplace_back("without", entry.first.substr(folder.size()));
    if (!fault.checks.empty()) header.emplace_back("check", fault.checks);
    write_vector(kind, fault.name, fault.checks, header, write_files(different));
}

void edit(std::string& text, std::string_view from, std::string_view to) {
    text = replaced(std::move(text), from, to);
}
void swap_first_lines(std::string& lines) {
    const std::size_t first = lines.find('\n') + 1;
    const std::size_t second = lines.find('\n', first) + 1;
    lines = lines.substr(first, second - first) + lines.substr(0, first) + lines.substr(second);
}

std::vector<std::string> notes_of(std::string_view list) {
    std::vector<std::string> notes;
    while (!list.empty()) notes.push_back(crypto::take_note(list)->bytes());
    return notes;
}
std::string forged(const std::string& note, const crypto::SigningKey& like) {
    const auto key =
        crypto::SigningKey::from_seed(like.name(), crypto::Bytes(32, 0x77)).value();  // not its own
    return crypto::sign_note(crypto::parse_note(note)->text, key).bytes();
}
void write_event_vectors(const std::filesystem::path& scratch) {
    const Event good = plain_event(scratch);
    write_bundle_vectors(good);
    write_audit_vectors(good);
    const Event gaps = event_with_gaps(scratch);
    write_recovered_vectors(gaps);
    write_gap_vectors(gaps);
    write_alarm_vectors(event_with_alarms(scratch));
    write_desk_vectors(scratch);
    std::filesystem::remove_all(scratch);
}

}  // namespace tallystick::vectors
