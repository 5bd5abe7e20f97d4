// SPDX-License-Identifier: GPL-3.0-or-later
// The names of the checks, and the bundle's maker.
#include <ballot/bundle.h>

#include <algorithm>
#include <array>

#include <crypto/digest.h>
#include <crypto/fields.h>
#include <crypto/merkle.h>

namespace tallystick::ballot {

namespace {

constexpr std::string_view completeness = "completeness";
constexpr std::string_view authenticity = "authenticity";
constexpr std::string_view consistency = "consistency";
constexpr std::string_view integrity = "integrity";
constexpr std::string_view evidence = "evidence";

constexpr std::array<CheckText, 27> texts{{
    {BundleCheck::folder, "bundle-files", completeness,
     "The bundle has exactly the files an export has."},
    {BundleCheck::folder_name, "bundle-name", consistency,
     "The folder's name says the round, kiosk, size and state that are inside."},
    {BundleCheck::certificate_form, "certificate-form", integrity,
     "The kiosk's certificate is a note in its one form."},
    {BundleCheck::certificate_signature, "certificate-signature", authenticity,
     "The organiser signed the kiosk's certificate."},
    {BundleCheck::certificate_round, "certificate-round", consistency,
     "The certificate is for this round."},
    {BundleCheck::note_form, "bundle-note-form", integrity,
     "The bundle's note is in its one form."},
    {BundleCheck::note_signature, "bundle-note-signature", authenticity,
     "The certified kiosk signed the bundle's note."},
    {BundleCheck::note_round, "bundle-note-round", consistency,
     "The bundle's note is of the certificate's round and kiosk."},
    {BundleCheck::file_hashes, "bundle-hashes", integrity,
     "Every file has the SHA-256 that the bundle's note lists."},
    {BundleCheck::checkpoint_form, "checkpoint-form", integrity,
     "The checkpoint is a note in its one form."},
    {BundleCheck::checkpoint_signature, "checkpoint-signature", authenticity,
     "The certified kiosk signed the checkpoint of its own log."},
    {BundleCheck::checkpoint_match, "checkpoint-match", consistency,
     "The bundle's note names this checkpoint, and both say the same size."},
    {BundleCheck::envelope_form, "envelope-form", integrity,
     "Every envelope is a line in its one form, of a style of the round."},
    {BundleCheck::envelope_kind, "envelope-kind", authenticity,
     "Every envelope is of a kind that this round and this box may take."},
    {BundleCheck::card_known, "card-known", authenticity,
     "Every envelope's card was issued for this round and for its style."},
    {BundleCheck::card_signature, "card-signature", authenticity,
     "Every envelope is signed by its voting card."},
    {BundleCheck::paper_serial, "paper-serial", authenticity,
     "Every paper ballot has a serial number of its own box."},
    {BundleCheck::card_once, "card-once", consistency, "No card is twice in this log."},
    {BundleCheck::sealed_once, "sealed-once", consistency,
     "No sealed ballot is twice in this log."},
    {BundleCheck::epoch_order, "epoch-order", evidence,
     "Envelopes entered the log in groups large enough, sorted, so that no order can be read."},
    {BundleCheck::log_root, "log-root", integrity,
     "The envelopes are exactly those the signed checkpoint stands for."},
    {BundleCheck::spoiled_form, "spoiled-form", integrity,
     "The list of checked ballots is in its one form."},
    {BundleCheck::spoiled_not_cast, "spoiled-not-cast", consistency,
     "No ballot that was checked instead of cast is in the log."},
    {BundleCheck::events_form, "events-form", integrity,
     "The event log is in its one form, tells nothing else and, when closed, ends there."},
    {BundleCheck::counts, "bundle-counts", evidence,
     "The numbers the kiosk signed are those of its files, and within its certificate."},
    {BundleCheck::receipts_match, "receipts-match", authenticity,
     "Every envelope recovered from a mirror has the kiosk's signed receipt."},
    {BundleCheck::mirror_whole, "mirror-whole", completeness,
     "A recovered log has a checkpoint, and every envelope that it counts."},
}};

}  // namespace

std::span<const CheckText> bundle_checks() {
    return texts;
}

const CheckText& text_of(BundleCheck check) {
    return texts[static_cast<std::size_t>(check)];
}

std::string bundle_name(const crypto::Digest& round, const KioskId& kiosk, std::size_t size,
                        BundleState state) {
    const char* word = state == BundleState::open     ? "open"
                       : state == BundleState::closed ? "closed"
                                                      : "recovered";
    return round.hex().substr(0, 8) + "-" + kiosk.text() + "-" + std::to_string(size) + "-" + word;
}

namespace {

// `<8 hex>-<kiosk>-<size>-<state>`.
bool is_bundle_name(std::string_view name) {
    const auto take_last = [&] {
        const std::size_t dash = std::min(name.rfind('-'), name.size());
        const std::string_view last = name.substr(std::min(dash + 1, name.size()));
        name = name.substr(0, dash);
        return last;
    };
    const std::string_view state = take_last();
    if (state != "open" && state != "closed" && state != "recovered") return false;
    return crypto::parse_integer(take_last(), 0, 1'000'000'000).ok() && name.size() > 9 &&
           name[8] == '-' && name.find_first_not_of("0123456789abcdef") >= 8 &&
           is_slug(name.substr(9));
}

}  // namespace

std::optional<std::string_view> bundle_base(std::string_view name) {
    name = name.substr(0, name.find(' '));  // "... (copy)", as file managers write
    if (is_bundle_name(name)) return name;
    for (const std::string_view end : {".old", ".part"}) {
        if (!name.starts_with(".") || !name.ends_with(end)) continue;
        const std::string_view plain = name.substr(1, name.size() - 1 - end.size());
        return is_bundle_name(plain) ? std::optional(plain) : std::nullopt;
    }
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || !is_bundle_name(name.substr(0, dash)) ||
        !crypto::parse_integer(name.substr(dash + 1), 2, 1'000'000))
        return std::nullopt;
    return name.substr(0, dash);
}

std::map<std::string, std::string> make_bundle(const crypto::Digest& round, const KioskId& kiosk,
                                               const BundleParts& parts,
                                               const crypto::SigningKey& key) {
    std::map<std::string, std::string> files;
    crypto::MerkleBuilder tree;
    std::string& envelopes = files["envelopes.txt"];
    for (const std::string& line : parts.lines) {
        envelopes.append(line).append("\n");
        tree.append(crypto::leaf_hash(line));
    }
    std::vector<Spoiled> spoiled = parts.spoiled;
    std::sort(spoiled.begin(), spoiled.end());
    std::string& spoiled_text = files["spoiled.txt"];
    for (const Spoiled& one : spoiled)
        spoiled_text.append(one.leaf.hex()).append(" ").append(one.id.hex()).append("\n");
    files["events.txt"] = write_events(parts.events);
    files["kiosk.note"] = parts.certificate;
    // Ed25519 signs the same text to the same bytes: a checkpoint that is signed again is not
    // another checkpoint.
    const crypto::Note checkpoint = crypto::sign_checkpoint(
        {crypto::log_origin(round, kiosk.text()), tree.size(), tree.root()}, key);
    files["checkpoint.note"] = checkpoint.bytes();

    BundleNote note;
    note.round = round;
    note.kiosk = kiosk;
    note.state = parts.state;
    note.envelopes = static_cast<std::int64_t>(parts.lines.size());
    note.waiting = parts.waiting;
    note.spoiled = static_cast<std::int64_t>(spoiled.size());
    note.uncast = parts.uncast;
    note.epochs = parts.epochs;
    note.checkpoint = checkpoint.id();
    for (const auto& [path, bytes] : files) note.files.push_back({crypto::sha256(bytes), path});
    files["bundle.note"] = crypto::sign_note(write_bundle_note(note), key).bytes();
    return files;
}

bool extends(const Bundle& later, const Bundle& earlier) {
    return later.certificate == earlier.certificate &&
           std::string_view(later.envelopes).starts_with(earlier.envelopes) &&
           later.leaves.size() >= earlier.leaves.size();
}

}  // namespace tallystick::ballot
