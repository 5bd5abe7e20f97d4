// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles made by hand, good or forged, and the names of the checks that fail them.
#pragma once

#include <ballot/bundle.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::ballot::test {

using BundleFiles = std::map<std::string, std::string>;  // path, bytes

// A kiosk's log made by hand, so that everything in it can be forged, well signed or not.
struct Forge {
    const Sealed* sealed;
    crypto::Digest round;
    KioskId kiosk = id<KioskId>("library-1");
    crypto::SigningKey key;
    BundleParts parts;
    BundleFiles files;  // after build()

    explicit Forge(const Sealed& from)
        : sealed(&from),
          round(from.pack.round_id),
          key(crypto::SigningKey::from_seed(crypto::log_origin(round, "library-1"), seed_of(5))
                  .value()) {
        parts.certificate = from.certificate(kiosk, key.verifier(), 100);
        for (std::size_t card = 0; card < 10; ++card) parts.lines.push_back(line(card, card));
        parts.spoiled = {{crypto::sha256("a"), crypto::BallotId{}}};
        parts.events = {{noon, EventCode::opened}, {noon, EventCode::closed}};
    }

    [[nodiscard]] std::string line(std::size_t card, std::uint64_t seed) const {
        const crypto::CardKey owner = sealed->card(card);
        const Style& style = *sealed->pack.style_of(owner.public_key());
        const auto maker = crypto::SigningKey::from_seed(
                               crypto::log_origin(sealed->pack.round_id, kiosk.text()), seed_of(5))
                               .value();
        return make_envelope(sealed->pack, kiosk, maker, Holder::of_card(owner), style.id,
                             first_choices(*sealed, style), seed_of(seed))
            .value()
            .line;
    }
    [[nodiscard]] Envelope envelope(std::size_t at) const {
        const Round& rules = sealed->pack.round;
        return read_envelope(parts.lines[at], rules.style_width(), rules.block).value();
    }
    void put(std::size_t at, const Envelope& changed) {
        parts.lines[at] = write_envelope(changed, sealed->pack.round.style_width());
    }
    // The same ballots on paper: serials 1, 2 and so on.
    void make_paper(std::int64_t most = 100) {
        parts.certificate = sealed->certificate(kiosk, key.verifier(), most, Role::paper);
        for (std::size_t at = 0; at < parts.lines.size(); ++at)
            put_serial(at, static_cast<std::int64_t>(at) + 1);
    }
    void put_serial(std::size_t at, std::int64_t serial) {
        Envelope changed = envelope(at);
        changed.kind = EnvelopeKind::paper;
        changed.holder = paper_holder(kiosk, serial);
        changed.signature = {};
        put(at, changed);
    }
    void sort() {
        std::sort(parts.lines.begin(), parts.lines.end(),
                  [](const std::string& a, const std::string& b) {
                      return crypto::leaf_hash(a) < crypto::leaf_hash(b);
                  });
    }
    void build() {
        sort();
        build_unsorted();
    }
    void build_unsorted() {
        parts.epochs = {static_cast<std::int64_t>(parts.lines.size())};
        files = make_bundle(round, kiosk, parts, key);
    }
    // The note again for the files as they are now, changed by `edit`, signed by `with`.
    void reseal(const std::function<void(BundleNote&)>& edit = {},
                const crypto::SigningKey* with = nullptr) {
        auto note = read_bundle_note(crypto::parse_note(files["bundle.note"]).value().text).value();
        note.files.clear();
        for (const auto& [path, bytes] : files)
            if (path != "bundle.note") note.files.push_back({crypto::sha256(bytes), path});
        if (const auto point = crypto::parse_note(files["checkpoint.note"]); point.ok())
            note.checkpoint = point->id();
        if (edit) edit(note);
        files["bundle.note"] =
            crypto::sign_note(write_bundle_note(note), with != nullptr ? *with : key).bytes();
    }
    [[nodiscard]] std::string name() const {
        return bundle_name(
            round, kiosk, parts.lines.size(),
            parts.state == BundleNote::State::open ? BundleState::open : BundleState::closed);
    }
};

class BundleChecks : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 20); }
    static void TearDownTestSuite() { s_round.reset(); }
    inline static std::unique_ptr<Sealed> s_round;

    Path write(const BundleFiles& files, const std::string& name) {
        const Path place = m_folder.path() / name;
        std::filesystem::remove_all(place);
        for (const auto& [file, bytes] : files) {
            std::filesystem::create_directories((place / file).parent_path());
            std::ofstream(place / file, std::ios::binary) << bytes;
        }
        return place;
    }
    // The names of all checks that fail, once each.
    std::string failed(const BundleFiles& files, const std::string& name) {
        const Path folder = write(files, name);
        const auto reading = read_bundle(folder, s_round->pack, {2});
        if (!reading) return "unreadable: " + reading.error().message;
        std::set<std::string> names;
        for (const BundleFault& fault : reading->faults) {
            names.emplace(text_of(fault.check).name);
            EXPECT_FALSE(fault.error.hint.empty()) << fault.error.message;
            EXPECT_TRUE(fault.error.message.starts_with(folder.string())) << fault.error.message;
        }
        std::string all;
        for (const std::string& one : names) all += (all.empty() ? "" : " ") + one;
        return all;
    }
    std::string failed(const Forge& forge) { return failed(forge.files, forge.name()); }

    Folder m_folder;
};

}  // namespace tallystick::ballot::test
