// SPDX-License-Identifier: GPL-3.0-or-later
// Recovered bundles: the limits of a round hold for them too, and a mirror that lost envelopes says
// so. Their receipts are in bundle_test.cpp.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <ballot/bundle.h>
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

// One kiosk's ballots, and the folders that whoever holds its key can make of them.
struct Hand {
    std::unique_ptr<Sealed> sealed;
    KioskId kiosk = id<KioskId>("tent");
    crypto::SigningKey key;
    std::string certificate;
    std::vector<SealedBallot> ballots;  // sorted by leaf

    Hand(std::size_t cards, std::size_t count, std::int64_t most = 200)
        : sealed(seal_round(small_round(), cards)),
          key(crypto::SigningKey::from_seed(crypto::log_origin(sealed->pack.round_id, "tent"),
                                            seed_of(5))
                  .value()),
          certificate(sealed->certificate(kiosk, key.verifier(), most)) {
        for (std::size_t at = 0; at < count; ++at) ballots.push_back(seal(at));
        std::sort(ballots.begin(), ballots.end(),
                  [](const SealedBallot& a, const SealedBallot& b) { return a.leaf < b.leaf; });
    }
    [[nodiscard]] SealedBallot seal(std::size_t at) const {
        const RoundPack& pack = sealed->pack;
        const Style* style = &pack.round.styles[0];
        if (!pack.round.has_cards)
            return make_envelope(pack, kiosk, key, Holder::of_desk(), style->id,
                                 first_choices(*sealed, *style), seed_of(at))
                .value();
        const crypto::CardKey card = sealed->card(at);
        style = pack.style_of(card.public_key());
        return make_envelope(pack, kiosk, key, Holder::of_card(card), style->id,
                             first_choices(*sealed, *style), seed_of(at))
            .value();
    }
    [[nodiscard]] Files recovered() const {
        Files files{{"kiosk.note", certificate}, {"envelopes.txt", ""}, {"receipts.txt", ""}};
        for (const SealedBallot& one : ballots) {
            files["envelopes.txt"] += one.line + "\n";
            files["receipts.txt"] += one.receipt;
        }
        return files;
    }
    // With the mirror's checkpoint of the polls when they were opened.
    [[nodiscard]] Files opened() const { return recovered(0, crypto::merkle_root({})); }
    // With the mirror's checkpoint, of `size` envelopes.
    [[nodiscard]] Files recovered(std::uint64_t size, const crypto::Digest& root) const {
        Files files = recovered();
        files["checkpoint.note"] = crypto::sign_checkpoint({key.name(), size, root}, key).bytes();
        return files;
    }
    [[nodiscard]] Files exported(BundleNote::State state) const {
        BundleParts parts;
        parts.state = state;
        parts.certificate = certificate;
        for (const SealedBallot& one : ballots) parts.lines.push_back(one.line);
        parts.epochs = {static_cast<std::int64_t>(ballots.size())};
        parts.events = {{noon, EventCode::closed}};
        return make_bundle(sealed->pack.round_id, kiosk, parts, key);
    }
    [[nodiscard]] crypto::Digest root() const {
        std::vector<crypto::Digest> leaves;
        for (const SealedBallot& one : ballots) leaves.push_back(one.leaf);
        return crypto::merkle_root(leaves);
    }
    // The names of all checks that fail, once each.
    [[nodiscard]] std::string failed(const Files& files, BundleState state) const {
        const Folder scratch;
        const Path folder =
            scratch.path() / bundle_name(sealed->pack.round_id, kiosk, ballots.size(), state);
        EXPECT_TRUE(good(write_folder(folder, files)));
        const auto reading = read_bundle(folder, sealed->pack, {1});
        if (!reading) return "unreadable: " + reading.error().message;
        std::set<std::string> names;
        for (const BundleFault& fault : reading->faults) names.emplace(text_of(fault.check).name);
        std::string all;
        for (const std::string& one : names) all += (all.empty() ? "" : " ") + one;
        return all;
    }
    [[nodiscard]] std::string failed(const Files& files) const {
        return failed(files, BundleState::recovered);
    }
};

const crypto::Digest another = crypto::sha256("another root");

TEST(RecoveredBundle, DeskCapHoldsForEveryState) {
    // The round's desk_cap is 100, the certificate's `most` 200.
    const Hand full(0, 100), over(0, 101);
    EXPECT_EQ(full.failed(full.opened()), "");
    EXPECT_EQ(over.failed(over.opened()), "bundle-counts");
    using State = BundleNote::State;
    EXPECT_EQ(full.failed(full.exported(State::closed), BundleState::closed), "");
    EXPECT_EQ(over.failed(over.exported(State::closed), BundleState::closed), "bundle-counts");
    EXPECT_EQ(over.failed(over.exported(State::open), BundleState::open), "bundle-counts");
}

TEST(RecoveredBundle, MostHoldsToo) {
    const Hand full(20, 4, 4), over(20, 5, 4);
    EXPECT_EQ(full.failed(full.opened()), "");
    EXPECT_NE(over.failed(over.opened()).find("bundle-counts"), std::string::npos);
}

TEST(RecoveredBundle, SaysWhatItsCheckpointHasMore) {
    const Hand hand(20, 3);
    EXPECT_EQ(hand.failed(hand.recovered(3, hand.root())), "");
    EXPECT_EQ(hand.failed(hand.recovered(2, another)), "");  // one was waiting for its epoch
    EXPECT_EQ(hand.failed(hand.recovered(4, another)), "mirror-whole");
    EXPECT_EQ(hand.failed(hand.recovered(1'000'000'000, another)), "mirror-whole");
    EXPECT_EQ(hand.failed(hand.recovered(3, another)), "mirror-whole");
}

TEST(RecoveredBundle, SaysThatItHasNoCheckpoint) {
    // A mirror holds one as soon as the polls are open, whether or not anybody has voted.
    const Hand some(20, 3), none(20, 0);
    EXPECT_EQ(some.failed(some.opened()), "");
    EXPECT_EQ(some.failed(some.recovered()), "mirror-whole");
    EXPECT_EQ(none.failed(none.opened()), "");
    EXPECT_EQ(none.failed(none.recovered()), "mirror-whole");
}

TEST(RecoveredBundle, MayHaveHadSeveralEpochs) {
    // An epoch of the round has 8. A log of 8 is one, sorted as the lines are; a log of 9 may be
    // two, and nothing tells which lines were in which.
    const Hand eight(20, 8), nine(20, 9);
    EXPECT_EQ(eight.failed(eight.recovered(8, another)), "mirror-whole");
    EXPECT_EQ(nine.failed(nine.recovered(9, another)), "");
}

}  // namespace
}  // namespace tallystick::ballot::test
