// SPDX-License-Identifier: GPL-3.0-or-later
#include "damaged_bundle.h"

#include <algorithm>
#include <unordered_set>

#include <ballot/box_record.h>
#include <crypto/card.h>
#include <crypto/digest.h>
#include <crypto/fields.h>
#include <crypto/merkle.h>

#include "said_box.h"

namespace tallystick::tally {
namespace {

using ballot::Bundle;

constexpr std::uint64_t most_list = 200'000'000;  // as of a whole bundle's

constexpr const char* damaged_speaks =
    "it is damaged, and what is left of it speaks against the closed export: keep it and show it "
    "to the witnesses; if they agree to go on without it, take its folder away";

// Without its LF, which the last one may lack.
std::string_view take_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    return line;
}

// The note that `bytes` begin with, if one of the signatures below it is a good one of `key`, alone
// with it: what anybody wrote beside that takes nothing back.
std::optional<crypto::Note> note_signed_by(std::string_view bytes, const crypto::VerifierKey& key) {
    const std::size_t gap = bytes.find("\n\n");
    if (gap == bytes.npos) return std::nullopt;
    const std::string text(bytes.substr(0, gap + 2)), start = "\xe2\x80\x94 " + key.name() + " ";
    std::size_t tried = 0;
    for (std::string_view rest = bytes.substr(gap + 2); !rest.empty();) {
        const std::string_view line = take_line(rest);
        if (!line.starts_with(start)) continue;
        if (++tried > crypto::Note::most_signatures) break;
        auto note = crypto::parse_note(std::string(text).append(line).append("\n"));
        if (note && crypto::verify_only(*note, key)) return std::move(*note);
    }
    return std::nullopt;
}

const crypto::Digest* listed(const ballot::BundleNote& note, std::string_view path) {
    for (const auto& file : note.files)
        if (file.path == path) return &file.hash;
    return nullptr;
}

bool same_list(const ballot::BundleNote& one, const ballot::BundleNote& other) {
    const auto *first = listed(one, "spoiled.txt"), *second = listed(other, "spoiled.txt");
    return first != nullptr && second != nullptr && *first == *second;
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

    DamagedWord word(const std::vector<NamedBundle>& bundles, std::vector<NamedBundle>& told) {
        std::string what = of_certificate();
        if (what.empty()) what = of_note(bundles, told);
        if (what.empty()) what = of_checkpoint(bundles);
        if (what.empty()) what = of_envelopes();
        DamagedWord out;
        if (!what.empty())
            out.against = std::pair("log-grows", crypto::bad_data(what, damaged_speaks));
        else if (m_unread)
            out.against = std::pair("bundle-files", *m_unread);
        out.unsigned_envelopes = m_unsigned;
        return out;
    }

private:
    const Bundle& closed() const { return m_closed.bundle; }
    std::string at(const std::string& file) const { return m_name + "/" + file + ": "; }

    // Empty where there is no such file. What is there and cannot be read could say anything.
    std::string read(const char* file, std::uint64_t most) {
        auto bytes = read_start(m_folder / file, most);
        if (!bytes) m_unread = bytes.error();
        return bytes && *bytes ? std::move(**bytes) : std::string();
    }

    // The note in `file`, if `key` signed it.
    std::optional<crypto::Note> signed_note(const char* file, const crypto::VerifierKey& key) {
        return note_signed_by(read(file, crypto::Note::most_bytes), key);
    }

    std::string of_certificate() {
        const auto note = signed_note("kiosk.note", m_pack.organiser);
        if (!note || note->type() != ballot::kiosk_type || note->id() == closed().certificate_id)
            return {};
        return at("kiosk.note") + "the organiser signed another certificate than that of " +
               m_closed.name;
    }

    crypto::VerifierKey key() const {
        return *crypto::VerifierKey::parse(closed().certificate.key);  // it was read before
    }

    // Its state, numbers and hashes, for which nothing else of the export is needed.
    std::string of_note(const std::vector<NamedBundle>& bundles, std::vector<NamedBundle>& told) {
        const auto text = signed_note("bundle.note", key());
        if (!text || text->type() != ballot::bundle_type) return {};
        auto note = ballot::read_bundle_note(text->text);
        if (!note || note->round != closed().certificate.round ||
            note->kiosk != closed().certificate.kiosk)
            return at("bundle.note") + "the kiosk signed what is no note of an export of its own";
        NamedBundle early{{}, m_name};
        std::string what = retell(*note, early.bundle);
        const auto hold = [&](const NamedBundle& other) {
            if (what.empty() && other.bundle.note) what = compare(early, other);
        };
        std::for_each(bundles.begin(), bundles.end(), hold);
        std::for_each(told.begin(), told.end(), hold);
        if (what.empty()) told.push_back(std::move(early));
        return what;
    }

    // Of a damaged one the number of checked ballots and their list's hash are signed, and the
    // records may be gone.
    std::string compare(const NamedBundle& early, const NamedBundle& other) const {
        const auto &one_note = *early.bundle.note, &other_note = *other.bundle.note;
        if (one_note.spoiled == other_note.spoiled && !same_list(one_note, other_note))
            return at("bundle.note") + "the kiosk signed a list of " +
                   std::to_string(one_note.spoiled) + " checked ballots, and not the same as in " +
                   other.name;
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
        early.spoiled = records(note);
        if (note.spoiled > static_cast<std::int64_t>(closed().spoiled.size()))
            return start + "and " + std::to_string(note.spoiled) + " checked ballots, but " +
                   m_closed.name + " has " + std::to_string(closed().spoiled.size());
        for (const auto& one : early.spoiled)
            if (!std::binary_search(closed().spoiled.begin(), closed().spoiled.end(), one))
                return at("spoiled.txt") + "the checked ballot " + one.leaf.hex() + " is not in " +
                       m_closed.name;
        early.note = note;
        m_proved = true;
        return {};
    }

    // The records, if the list is the one that the kiosk signed; else anybody may have written it.
    std::vector<ballot::Spoiled> records(const ballot::BundleNote& note) {
        const std::string text = read("spoiled.txt", most_list);
        const auto* hash = listed(note, "spoiled.txt");
        if (hash == nullptr || *hash != crypto::sha256(text)) return {};
        auto spoiled = ballot::read_spoiled(text);
        return spoiled ? std::move(*spoiled) : std::vector<ballot::Spoiled>();
    }

    std::string of_checkpoint(const std::vector<NamedBundle>& bundles) {
        const auto note = signed_note("checkpoint.note", key());
        if (!note || note->type() != key().name()) return {};
        auto said = crypto::open_checkpoint(*note, key());
        if (!said) return at("checkpoint.note") + said.error().message;
        NamedBundle word{{}, m_name};
        word.bundle.checkpoint = *said;
        return contradiction_of_checkpoint(word, bundles);
    }

    // What the closed log has is no news; else a card's signature is word enough. Looks where a
    // kiosk writes them, and no further than a full box of its certificate goes.
    std::string of_envelopes() {
        const std::size_t size =
            ballot::envelope_line_size(m_pack.round.style_width(), m_pack.round.block);
        const std::string text = read(
            "envelopes.txt", (size + 1) * static_cast<std::uint64_t>(closed().certificate.most));
        const std::unordered_set<crypto::Digest> known(closed().leaves.begin(),
                                                       closed().leaves.end());
        std::size_t number = 0;
        for (std::string_view rest = text; !rest.empty();) {
            const std::string_view line = take_line(rest);
            ++number;
            if (line.size() == size && !known.contains(crypto::leaf_hash(line)) && is_signed(line))
                return at("envelopes.txt line " + std::to_string(number)) +
                       "an envelope that the closed log " + m_closed.name + " does not have";
        }
        return {};
    }

    bool is_signed(std::string_view line) {
        const auto envelope =
            ballot::read_envelope(line, m_pack.round.style_width(), m_pack.round.block);
        if (!envelope) return false;
        if (envelope->kind != ballot::EnvelopeKind::card) {
            m_unsigned += m_proved ? 0U : 1U;
            return false;
        }
        return m_pack.style_of(envelope->holder) != nullptr &&
               crypto::verify_envelope(envelope->holder, m_pack.round_id,
                                       closed().certificate.kiosk.text(), envelope->style.text(),
                                       envelope->sealed_base64, envelope->signature);
    }

    const ballot::Path& m_folder;
    std::string m_name;
    const ballot::RoundPack& m_pack;
    const NamedBundle& m_closed;
    bool m_proved = false;  // the kiosk signed that its envelopes are the closed log's first
    std::size_t m_unsigned = 0;
    std::optional<crypto::Error> m_unread;
};

}  // namespace

DamagedWord word_of_damaged(const ballot::Path& folder, const ballot::RoundPack& pack,
                            const NamedBundle& closed, const std::vector<NamedBundle>& bundles,
                            std::vector<NamedBundle>& told) {
    return Remains(folder, pack, closed).word(bundles, told);
}

}  // namespace tallystick::tally
