// SPDX-License-Identifier: GPL-3.0-or-later
// Three whole small events for the vectors, published, from fixed seeds; and the hands of a
// dishonest organiser, who signs again what was changed, so that one check alone can see it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <ballot/bundle.h>
#include <crypto/note.h>
#include <crypto/sealing.h>

#include "folder_vector.h"

namespace tallystick::vectors {

struct Event {
    Files files;  // the audit folder
    Files kept;   // what is not published: ballots.txt where labels are withheld
    std::shared_ptr<const crypto::SigningKey> organiser, witness, kiosk;
    std::shared_ptr<const crypto::TallySecretKey> tally;
    std::string bundle;  // "bundles/…-closed/", of the one kiosk that faults are made in

    // Signs opened.note over the files as they are now, then result.note over all; witnessed.
    // `edit` changes what the result says.
    void publish(const std::function<void(ballot::ResultNote&)>& edit = {});
    void sign_opened(const std::function<void(ballot::OpenedNote&)>& edit = {});
    void sign_result(const std::function<void(ballot::ResultNote&)>& edit = {});
    [[nodiscard]] std::string sign(std::string_view text) const;  // organiser, then witness
    // Replaces a note's text and signs it.
    template <typename Note>
    void change(const std::string& path, crypto::Result<Note> (*read)(std::string_view),
                std::string (*write)(const Note&), const std::function<void(Note&)>& edit) {
        Note note = read(crypto::parse_note(files.at(path))->text).value();
        edit(note);
        files[path] = sign(write(note));
    }
    // bundle.note again over the bundle's files as they are now, signed by the kiosk.
    void sign_bundle(const std::function<void(ballot::BundleNote&)>& edit = {});
};

// One kiosk, eleven ballots with labels, one ballot checked instead of cast.
[[nodiscard]] Event plain_event(const std::filesystem::path& scratch);
// Two kiosks of three ballots: one recovered from its mirror, a card used on both, an envelope that
// does not open; groups so small that votes are published without labels.
[[nodiscard]] Event event_with_gaps(const std::filesystem::path& scratch);
// Every alarm that boxes can raise, each with its reason in the closing note: of three kiosks one
// never came back; one voted on after a copy of its box was put back, cast what it had destroyed
// and took a card twice; one holds a copy of the other's envelope.
[[nodiscard]] Event event_with_alarms(const std::filesystem::path& scratch);

void write_event_vectors(const std::filesystem::path& scratch);

}  // namespace tallystick::vectors
