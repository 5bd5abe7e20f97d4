// SPDX-License-Identifier: GPL-3.0-or-later
// Of which box a folder says it is, in its name and in what is left of its files: unsigned words,
// to sort the work by, and to notice where they do not agree. docs/FORMAT.md "Damaged exports".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ballot/files.h>
#include <ballot/ids.h>
#include <crypto/bytes.h>

namespace tallystick::tally {

// The first bytes of an ordinary file, at most `most`. Nothing where there is none of that name.
[[nodiscard]] crypto::Result<std::optional<std::string>> read_start(const ballot::Path& file,
                                                                    std::uint64_t most);

struct SaidBox {
    std::string place;  // "kiosk.note"; empty: the folder's name
    std::string check;  // that it fails where the others say another box
    std::string round;  // in hex; of a folder's name the first digits
    std::string kiosk;
};
// What can be read, also of torn files: kiosk.note, the name, bundle.note, checkpoint.note.
[[nodiscard]] std::vector<SaidBox> said_boxes(const ballot::Path& folder);

// The check that `folder` fails, and why, if anything there says another box than this one.
[[nodiscard]] std::optional<std::pair<std::string, crypto::Error>> says_another_box(
    const ballot::Path& folder, const crypto::Digest& round, const ballot::KioskId& kiosk);

}  // namespace tallystick::tally
