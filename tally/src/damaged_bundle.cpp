// SPDX-License-Identifier: GPL-3.0-or-later
#include "damaged_bundle.h"

#include <algorithm>
#include <unordered_set>

#include <crypto/card.h>
#include <crypto/digest.h>
#include <crypto/fields.h>
#include <crypto/merkle.h>

namespace tallystick::tally {
namespace {

using ballot::Bundle;

constexpr std::uint64_t most_list = 200'000'000;  // of any file, as of a whole bundle's

const crypto::Digest* listed(const ballot::BundleNote& note, std::string_view path) {
    for (const auto& file : note.files)
        if (file.path == path) return &file.hash;
    return nullptr;
}

std::size_t line_bytes(const Bundle& bundle) {
    return bundle.size() == 0 ? 0 : bundle.envelopes.size() / bundle.size();
}

// The first events whose file has this hash.
std::optional<std::vector<ballot::Event>> events_of(const std::vector<ballot::Event>& all,
                                                    const crypto::Digest& hash) {
    crypto::Sha256 text;
    for (std::size_t count = 0;; ++count) {
        if (crypto::Sha256(text).finish() == hash)
            return std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
        if (count == all.size()) return std::nullopt;
        text.add(ballot::write_events({all[count]}));
    }
}

class Remains {
public:
    Remains(const ballot::Path& folder, const ballot::RoundPack& pack, const NamedBundle& closed)
        : m_folder(folder), m_name(folder.string()), m_pack(pack), m_closed(closed) {}

    std::string contradiction(const std::vector<NamedBundle>& bundles,
                              std::vector<NamedBundle>& told) {
        std::string what = of_certificate();
        if (what.empty()) what = of_note(bundles, told);
        if (what.empty()) what = of_checkpoint(bundles);
        if (what.empty()) what = of_envelopes();
        if (what.empty()) what = of_spoiled();
        return what;
    }

private:
    const Bundle& closed() const { return m_closed.bundle; }
    std::string at(const std::string& file) const { return m_name + "/" + file + ": "; }

    // Nothing where there is no such file. What is there and cannot be read could say anything.
    std::optional<std::string> read(const char* file, std::string& what) const {
        if (!ballot::exists(m_folder / file)) return std::nullopt;
        auto bytes = ballot::read_file(m_folder / file, most_list);
        if (bytes) return std::move(*bytes);
        what = bytes.error().message;
        return std::nullopt;
    }

    // The note in `file`, if `key` signed it, alone.
    std::optional<crypto::Note> signed_note(const char* file, const crypto::VerifierKey& key,
                                            std::string& what) const {
        const auto bytes = read(file, what);
        if (!bytes) return std::nullopt;
        auto note = crypto::parse_note(*bytes);
        if (!note || !crypto::verify_only(*note, key)) return std::nullopt;
        return std::move(*note);
    }

    std::string of_certificate() const {
        std::string what;
        const auto note = signed_note("kiosk.note", m_pack.organiser, what);
        if (note && note->id() != closed().certificate_id)
            return at("kiosk.note") + "the organiser signed another certificate than that of " +
                   m_closed.name;
        return what;
    }

    crypto::VerifierKey key() const {
        return *crypto::VerifierKey::parse(closed().certificate.key);  // it was read before
    }

    // Its state, numbers and hashes, for which nothing else of the export is needed.
    std::string of_note(const std::vector<NamedBundle>& bundles, std::vector<NamedBundle>& told) {
        std::string what;
        const auto text = signed_note("bundle.note", key(), what);
        if (!text) return what;
        auto note = ballot::read_bundle_note(text->text);
        if (!note || note->round != closed().certificate.round ||
            note->kiosk != closed().certificate.kiosk)
            return at("bundle.note") + "the kiosk signed what is no note of an export of its own";
        NamedBundle early{{}, m_name};
        what = retell(*note, early.bundle);
        const auto hold = [&](const NamedBundle& other) {
            if (what.empty() && other.bundle.note) what = compare(early, other);
        };
        std::for_each(bundles.begin(), bundles.end(), hold);
        std::for_each(told.begin(), told.end(), hold);
        if (what.empty()) told.push_back(std::move(early));
        return what;
    }

    // Of a damaged one the number of checked ballots is signed, and the records may be gone.
    static std::string compare(const NamedBundle& early, const NamedBundle& other) {
        const auto whole = [](const Bundle& bundle) {
            return static_cast<std::int64_t>(bundle.spoiled.size()) == bundle.note->spoiled;
        };
        if (whole(early.bundle) && whole(other.bundle)) return contradiction_of_two(early, other);
        NamedBundle one = early, two = other;
        one.bundle.spoiled.clear();
        two.bundle.spoiled.clear();
        return contradiction_of_two(one, two);
    }

    // The export as it was, out of the closed one; what cannot be is said.
    std::string retell(const ballot::BundleNote& note, Bundle& early) {
        const auto size = static_cast<std::size_t>(note.envelopes);
        const std::string start = at("bundle.note") + "the kiosk signed a log of " +
                                  std::to_string(size) + " envelopes, ";
        if (size > closed().size())
            return start + "but " + m_closed.name + " was closed with " +
                   std::to_string(closed().size());
        early.state = note.state == ballot::BundleNote::State::closed ? ballot::BundleState::closed
                                                                      : ballot::BundleState::open;
        early.certificate = closed().certificate;
        early.envelopes = closed().envelopes.substr(0, size * line_bytes(closed()));
        early.leaves.assign(closed().leaves.begin(),
                            closed().leaves.begin() + static_cast<std::ptrdiff_t>(size));
        early.checkpoint =
            crypto::Checkpoint{key().name(), size, crypto::merkle_root(early.leaves)};
        const auto* envelopes = listed(note, "envelopes.txt");
        if (envelopes == nullptr || *envelopes != crypto::sha256(early.envelopes) ||
            note.checkpoint != crypto::note_id(early.checkpoint->text()))
            return start + "but " + m_closed.name + " begins with others";
        const auto* hash = listed(note, "events.txt");
        auto events = hash == nullptr ? std::nullopt : events_of(closed().events, *hash);
        if (!events) return start + "with events that " + m_closed.name + " does not begin with";
        early.events = std::move(*events);
        std::string what;
        early.spoiled = records(what);
        std::sort(early.spoiled.begin(), early.spoiled.end());
        if (note.spoiled > static_cast<std::int64_t>(closed().spoiled.size()))
            return start + "and " + std::to_string(note.spoiled) + " checked ballots, but " +
                   m_closed.name + " has " + std::to_string(closed().spoiled.size());
        early.note = note;
        m_proved = true;
        return what;
    }

    std::string of_checkpoint(const std::vector<NamedBundle>& bundles) const {
        std::string what;
        const auto note = signed_note("checkpoint.note", key(), what);
        if (!note) return what;
        auto said = crypto::open_checkpoint(*note, key());
        if (!said) return at("checkpoint.note") + said.error().message;
        NamedBundle word{{}, m_name};
        word.bundle.checkpoint = *said;
        return contradiction_of_checkpoint(word, bundles);
    }

    // What the closed log has is no news. Else a card's signature is word enough; a line that
    // nobody signs is taken at its word, unless the kiosk's note says that no such line was there.
    std::string of_envelopes() const {
        std::string what;
        const auto text = read("envelopes.txt", what);
        if (!text) return what;
        const std::unordered_set<crypto::Digest> known(closed().leaves.begin(),
                                                       closed().leaves.end());
        std::size_t number = 0;
        for (std::string_view rest = *text; !rest.empty();) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            ++number;
            if (!known.contains(crypto::leaf_hash(line)) && is_vote(line))
                return at("envelopes.txt line " + std::to_string(number)) +
                       "an envelope that the closed log " + m_closed.name + " does not have";
        }
        return {};
    }

    bool is_vote(std::string_view line) const {
        const auto envelope =
            ballot::read_envelope(line, m_pack.round.style_width(), m_pack.round.block);
        if (!envelope) return false;
        if (envelope->kind != ballot::EnvelopeKind::card) return !m_proved;
        return m_pack.style_of(envelope->holder) != nullptr &&
               crypto::verify_envelope(envelope->holder, m_pack.round_id,
                                       closed().certificate.kiosk.text(), envelope->style.text(),
                                       envelope->sealed_base64, envelope->signature);
    }

    // Whole records, though nobody signed them one by one.
    std::vector<ballot::Spoiled> records(std::string& what) const {
        std::vector<ballot::Spoiled> out;
        const auto text = read("spoiled.txt", what);
        for (std::string_view rest = text ? *text : std::string_view(); !rest.empty();) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            ballot::Spoiled one;
            if (line.size() == 64 + 1 + 32 && line[64] == ' ' &&
                crypto::read_hex(line.substr(0, 64), one.leaf.bytes) &&
                crypto::read_hex(line.substr(65), one.id.bytes))
                out.push_back(one);
        }
        return out;
    }

    std::string of_spoiled() const {
        std::string what;
        for (const auto& one : records(what))
            if (!std::binary_search(closed().spoiled.begin(), closed().spoiled.end(), one))
                return at("spoiled.txt") + "the checked ballot " + one.leaf.hex() + " is not in " +
                       m_closed.name;
        return what;
    }

    const ballot::Path& m_folder;
    std::string m_name;
    const ballot::RoundPack& m_pack;
    const NamedBundle& m_closed;
    bool m_proved = false;  // the kiosk signed that its envelopes are the closed log's first
};

}  // namespace

std::string contradiction_of_damaged(const ballot::Path& folder, const ballot::RoundPack& pack,
                                     const NamedBundle& closed,
                                     const std::vector<NamedBundle>& bundles,
                                     std::vector<NamedBundle>& told) {
    return Remains(folder, pack, closed).contradiction(bundles, told);
}

}  // namespace tallystick::tally
