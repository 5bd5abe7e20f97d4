// SPDX-License-Identifier: GPL-3.0-or-later
#include "said_box.h"

#include <algorithm>

#include <ballot/bundle.h>
#include <crypto/note.h>

namespace tallystick::tally {
namespace {

constexpr const char* of_several =
    "files of several bundles lie in one folder, or somebody changed them: put that box's own "
    "back, its certificate as it was posted, or bring its bundle on its own stick; take this "
    "folder away only if the witnesses agree";

// Without its LF; nothing where a line was cut off.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = end == rest.npos ? std::string_view() : rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return line;
}

bool take(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

void add(SaidBox box, std::vector<SaidBox>& out) {
    if (crypto::Digest::from_hex(box.round) && ballot::KioskId::parse(box.kiosk))
        out.push_back(std::move(box));
}

// A certificate and a bundle's note begin alike.
void add_note(const ballot::Path& folder, const char* name, const char* check,
              std::vector<SaidBox>& out) {
    const auto text = read_start(folder / name, crypto::Note::most_bytes);
    if (!text || !*text) return;
    std::string_view rest = **text;
    take_line(rest);
    std::string_view round = take_line(rest), kiosk = take_line(rest);
    if (take(round, "round ") && take(kiosk, "kiosk "))
        add({name, check, std::string(round), std::string(kiosk)}, out);
}

void add_checkpoint(const ballot::Path& folder, std::vector<SaidBox>& out) {
    const auto text = read_start(folder / "checkpoint.note", crypto::Note::most_bytes);
    if (!text || !*text) return;
    std::string_view rest = **text;
    std::string_view origin = take_line(rest);
    if (!take(origin, "tallystick/log/v1/")) return;
    const std::size_t slash = std::min(origin.find('/'), origin.size());
    add({"checkpoint.note", "checkpoint-signature", std::string(origin.substr(0, slash)),
         std::string(origin.substr(std::min(slash + 1, origin.size())))},
        out);
}

// `<8 hex>-<kiosk>-<size>-<state>`.
void add_name(const ballot::Path& folder, std::vector<SaidBox>& out) {
    const std::string name = folder.filename().string();
    const auto base = ballot::bundle_base(name);
    if (!base) return;
    const std::size_t size = base->rfind('-', base->rfind('-') - 1);
    out.push_back({"", "bundle-name", std::string(base->substr(0, 8)),
                   std::string(base->substr(9, size - 9))});
}

}  // namespace

crypto::Result<std::optional<std::string>> read_start(const ballot::Path& file,
                                                      std::uint64_t most) {
    ballot::Disk& disk = ballot::real_disk();
    ballot::Disk::Entry entry;
    if (disk.stat(file, entry) != 0) return std::optional<std::string>();
    if (entry.kind != ballot::Disk::Entry::Kind::file)
        return crypto::bad_data(file.string() + ": expected a file, found a folder, link or device",
                                "copy the stick again, or take this folder away");
    std::string bytes;
    const auto count = static_cast<std::size_t>(std::min(entry.size, most));
    if (const int code = disk.read_at(file, 0, count, bytes))
        return ballot::disk_error(code, "read", file);
    return std::optional(std::move(bytes));
}

std::vector<SaidBox> said_boxes(const ballot::Path& folder) {
    std::vector<SaidBox> out;
    add_note(folder, "kiosk.note", "certificate-round", out);
    add_name(folder, out);
    add_note(folder, "bundle.note", "bundle-note-round", out);
    add_checkpoint(folder, out);
    return out;
}

std::optional<std::pair<std::string, crypto::Error>> says_another_box(
    const ballot::Path& folder, const crypto::Digest& round, const ballot::KioskId& kiosk) {
    const std::string expected = round.hex();
    const auto of_round = [&](const SaidBox& box) { return expected.starts_with(box.round); };
    const auto boxes = said_boxes(folder);
    const auto other = std::find_if(boxes.begin(), boxes.end(), [&](const SaidBox& box) {
        return !of_round(box) || box.kiosk != kiosk.text();
    });
    if (other == boxes.end()) return std::nullopt;
    // The longest says the whole round.
    const auto& longest = *std::max_element(
        boxes.begin(), boxes.end(),
        [](const SaidBox& a, const SaidBox& b) { return a.round.size() < b.round.size(); });
    const bool foreign = std::all_of(boxes.begin(), boxes.end(), [&](const SaidBox& box) {
        return !of_round(box) && longest.round.starts_with(box.round);
    });
    if (foreign)
        return std::pair("certificate-round",
                         crypto::bad_data(folder.string() + ": expected round " + expected +
                                              ", found " + longest.round,
                                          "this export is from another round: take its folder "
                                          "away"));
    const std::string place = other->place.empty() ? "" : "/" + other->place;
    return std::pair(other->check,
                     crypto::bad_data(folder.string() + place + ": expected " + kiosk.text() +
                                          " of round " + expected + " as elsewhere in it, found " +
                                          other->kiosk + " of round " + other->round,
                                      of_several));
}

}  // namespace tallystick::tally
