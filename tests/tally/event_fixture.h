// SPDX-License-Identifier: GPL-3.0-or-later
// A small complete event in a scratch folder, made through the libraries: two kiosks of 24 ballots,
// two styles, two witnesses, a 2-of-3 key. Tests break one thing and see which check fails.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <crypto/shares.h>
#include <tally/audit.h>
#include <tally/publish.h>

#include "synthetic.h"

namespace tallystick::test {

struct Voted {
    std::string line;
    std::string receipt;
    crypto::Digest leaf;
    crypto::BallotId id;
};

struct Kiosk {
    ballot::KioskId id;
    crypto::SigningKey key;
    std::string certificate;
    std::vector<Voted> voted;  // in the order cast
};

struct Bundled {
    std::size_t first = 0, count = 24;  // of the kiosk's votes
    ballot::BundleNote::State state = ballot::BundleNote::State::closed;
    std::vector<ballot::Spoiled> spoiled = {};
    std::vector<std::string> extra = {};    // envelope lines that nobody cast here
    std::vector<std::int64_t> epochs = {};  // ends; none: all in one
    std::int64_t waiting = 0, uncast = 0;
    std::vector<ballot::Event> events = {};
    std::string under = "bundles";  // a stick
};

// What a mirror gave back.
struct Recovered {
    std::size_t first = 0, count = 0;  // of the kiosk's votes
    std::vector<std::string> extra = {};
    std::optional<crypto::Checkpoint> checkpoint = {};  // none: that of the opened polls
    std::string under = "bundles";
};

enum class RoundCards { printed, none };

class EventFixture {
public:
    static constexpr const char* dice = "11111222223333344444";
    static constexpr const char* version = "1.2.3";  // of the program that publishes
    static constexpr std::size_t per_kiosk = 24;

    // Of each box, and of its ballots without a card in a round without cards.
    static constexpr std::int64_t most = 30, desk_cap = 26;

    explicit EventFixture(RoundCards round_cards = RoundCards::printed);
    ~EventFixture();
    EventFixture(const EventFixture&) = delete;
    EventFixture& operator=(const EventFixture&) = delete;

    [[nodiscard]] ballot::Path path(const std::string& name) const { return m_folder / name; }
    // Writes a bundle of `kiosk` and names its folder.
    ballot::Path bundle(std::size_t kiosk, const Bundled& what = {});
    ballot::Path recovered(std::size_t kiosk, const Recovered& what);
    // Of the log that bundle() makes of the first `count` votes, in one batch.
    [[nodiscard]] crypto::Checkpoint checkpoint(std::size_t kiosk, std::size_t count) const;
    // An envelope with `sealed` (base64), signed by an unused card for `kiosk` if there are cards.
    std::string forge(std::size_t kiosk, std::string_view sealed_base64);
    [[nodiscard]] std::string sealed_of(const Voted& voted) const;

    [[nodiscard]] std::string sign(std::string_view text, bool witnessed = true) const;
    // opened.note as `open` signs it, with the key's own form; over what `input` names.
    [[nodiscard]] std::string sign_opened(ballot::OpenedNote note,
                                          const crypto::TallySecretKey& key) const;
    [[nodiscard]] std::string sign_opened(const tally::ExamineInput& input) const;
    // result.note of audit/ again over the files that are there now, witnessed.
    void sign_result(const std::function<void(ballot::ResultNote&)>& change = {}) const;
    [[nodiscard]] tally::Roll roll() const;

    // Merges `bundles`, closes, opens and publishes into audit/, all signed; aborts if refused.
    void finish(const std::vector<ballot::Path>& bundles,
                const std::map<std::string, std::string>& reasons = {});
    [[nodiscard]] tally::ExamineInput examine_input() const;

    std::optional<ballot::RoundPack> pack;
    std::optional<crypto::SigningKey> organiser, other;
    std::vector<crypto::SigningKey> witnesses;
    std::optional<crypto::TallySecretKey> tally_key;
    std::vector<Kiosk> kiosks;
    std::vector<crypto::CardCode> cards;  // those left over
    ballot::RollNote roll_note;
    std::string roll_text;  // signed and witnessed
    std::vector<ballot::Path> bundles;
    std::string closing_text;

private:
    void make_pack(RoundCards round_cards);
    ballot::Path write_bundle(const Kiosk& kiosk, const std::string& under, std::size_t size,
                              ballot::BundleState state,
                              const std::map<std::string, std::string>& files) const;
    void make_kiosk(const std::string& name);
    void vote(Kiosk& kiosk);
    ballot::Path m_folder;
    Dice m_dice{7};
};

[[nodiscard]] std::string read_text(const ballot::Path& file);
void write_text(const ballot::Path& file, std::string_view text);
// The first `from` of `text` replaced; a test fails where there is none.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);
// Names of the checks that failed.
[[nodiscard]] std::set<std::string> failures(const tally::Report& report);

}  // namespace tallystick::test
