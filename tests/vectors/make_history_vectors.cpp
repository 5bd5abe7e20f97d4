// SPDX-License-Identifier: GPL-3.0-or-later
// More bundles of the one kiosk of the good event: what agrees with its closed bundle, and what
// contradicts it, one thing each. All envelopes are in the closed one, so nothing else changes.
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "event_faults.h"

namespace tallystick::vectors {
namespace {

using ballot::BundleParts;
using State = ballot::BundleNote::State;

constexpr ballot::Event opened{1'778'328'000, ballot::EventCode::opened};

using BundleFiles = std::map<std::string, std::string>;

std::vector<std::string> some_lines(const Event& event, std::size_t first, std::size_t count) {
    std::vector<std::string> lines;
    std::string_view rest = event.files.at(event.bundle + "envelopes.txt");
    for (; lines.size() < first + count; rest.remove_prefix(rest.find('\n') + 1))
        lines.emplace_back(rest.substr(0, rest.find('\n')));
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));
    return lines;
}

crypto::Digest round_of(const Event& event) {
    return crypto::parse_note(event.files.at("pack/round.note"))->id();
}

void put(Event& event, const BundleFiles& files, std::size_t size, ballot::BundleState state,
         const std::string& number = "") {
    const auto kiosk = ballot::KioskId::parse("hall-1").value();
    const std::string name = ballot::bundle_name(round_of(event), kiosk, size, state) + number;
    for (const auto& [path, bytes] : files) event.files["bundles/" + name + "/" + path] = bytes;
}

// An export before the first batch entered the log, unless `change` says otherwise.
Change earlier(const std::function<void(const Event&, BundleParts&)>& change) {
    return [=](Event& event) {
        BundleParts parts;
        parts.state = State::open;
        parts.certificate = event.files.at(event.bundle + "kiosk.note");
        parts.events = {opened};
        change(event, parts);
        const auto kiosk = ballot::KioskId::parse("hall-1").value();
        put(event, ballot::make_bundle(round_of(event), kiosk, parts, *event.kiosk),
            parts.lines.size(),
            parts.state == State::open ? ballot::BundleState::open : ballot::BundleState::closed);
        event.publish();
    };
}

// What a mirror gave back of three envelopes, with the checkpoint of the opened polls.
BundleFiles recovered(const Event& event, std::size_t first) {
    const auto kiosk = ballot::KioskId::parse("hall-1").value();
    const crypto::Checkpoint empty{event.kiosk->name(), 0, crypto::merkle_root({})};
    BundleFiles files{{"kiosk.note", event.files.at(event.bundle + "kiosk.note")},
                      {"checkpoint.note", crypto::sign_checkpoint(empty, *event.kiosk).bytes()}};
    for (const std::string& line : some_lines(event, first, 3)) {
        files["envelopes.txt"] += line + "\n";
        const ballot::ReceiptNote receipt{round_of(event), kiosk, crypto::leaf_hash(line),
                                          line.substr(2, 8)};
        files["receipts.txt"] +=
            crypto::sign_note(ballot::write_receipt_note(receipt), *event.kiosk).bytes();
    }
    return files;
}

// With a checkpoint of the log when it had three.
Change mirror(const std::function<void(crypto::Checkpoint&)>& change) {
    return [=](Event& event) {
        BundleFiles files = recovered(event, 0);
        crypto::MerkleBuilder tree;
        for (const std::string& line : some_lines(event, 0, 3))
            tree.append(crypto::leaf_hash(line));
        crypto::Checkpoint said{event.kiosk->name(), tree.size(), tree.root()};
        change(said);
        files["checkpoint.note"] = crypto::sign_checkpoint(said, *event.kiosk).bytes();
        put(event, files, 3, ballot::BundleState::recovered);
        event.publish();
    };
}

crypto::Digest hash_of(const BundleFiles& files) {
    std::string lines;
    for (const auto& [path, bytes] : files)
        lines += "sha256 " + crypto::sha256(bytes).hex() + "  " + path + "\n";
    return crypto::sha256(lines);
}

// Two mirrors of one size, numbered by their hashes, or the other way round.
Change two_mirrors(bool by_hash) {
    return [=](Event& event) {
        BundleFiles one = recovered(event, 0), other = recovered(event, 3);
        if ((hash_of(one) < hash_of(other)) != by_hash) std::swap(one, other);
        put(event, one, 3, ballot::BundleState::recovered);
        put(event, other, 3, ballot::BundleState::recovered, "-2");
        event.publish();
    };
}

void put_twice(Event& event) {
    for (const char* number : {"", "-2"})
        put(event, recovered(event, 0), 3, ballot::BundleState::recovered, number);
    event.publish();
}

// The record of the one checked ballot, in an earlier export with another id.
void renumber(Event& event) {
    ballot::Spoiled before;
    const std::string line = event.files.at(event.bundle + "spoiled.txt");
    before.leaf = crypto::Digest::from_hex(line.substr(0, 64)).value();
    earlier([&](const Event&, BundleParts& parts) { parts.spoiled = {before}; })(event);
    event.change<ballot::ClosingNote>("closing.note", ballot::read_closing_note,
                                      ballot::write_closing_note, [&](ballot::ClosingNote& note) {
                                          note.spoiled = 2;
                                          note.spoiled_list =
                                              crypto::sha256("hall-1 " + before.leaf.hex() + " " +
                                                             before.id.hex() + "\nhall-1 " + line);
                                      });
    event.publish();
}

}  // namespace

std::vector<Fault> history_faults() {
    const std::string rings = "alarms-explained log-grows";
    return {
        {"earlier-export", "",
         earlier([](const Event&, BundleParts& parts) { parts.waiting = 11; })},
        {"mirror-of-the-log", "", mirror([](crypto::Checkpoint&) {})},
        {"mirrors-of-one-size", "", two_mirrors(true)},
        {"mirrors-numbered-otherwise", "result-files", two_mirrors(false)},
        {"bundle-twice", "result-files", put_twice},
        {"closed-twice", rings, earlier([](const Event& event, BundleParts& parts) {
             parts.state = State::closed;
             parts.lines = some_lines(event, 0, 8);
             parts.epochs = {8};
             parts.events.push_back({1'778'342'400, ballot::EventCode::closed});
         })},
        {"waiting-ballots-lost", rings,
         earlier([](const Event&, BundleParts& parts) { parts.waiting = 12; })},
        {"ballots-begun-and-lost", rings,
         earlier([](const Event&, BundleParts& parts) { parts.uncast = 1; })},
        {"checked-ballot-renumbered", rings, renumber},
        {"events-lost", rings, earlier([](const Event&, BundleParts& parts) {
             parts.events.push_back({1'778'328'300, ballot::EventCode::paused});
         })},
        {"mirror-of-another-log", rings,
         // Of two: a checkpoint of all three would contradict the mirror's own lines, too.
         mirror([](crypto::Checkpoint& said) {
             said.size = 2;
             said.root = another_hash();
         })},
    };
}

}  // namespace tallystick::vectors
