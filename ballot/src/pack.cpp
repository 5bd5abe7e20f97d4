// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/pack.h>

#include <algorithm>

#include <crypto/digest.h>
#include <crypto/lines.h>

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::uint64_t most_note = 1'000'000;
// What seals a round leaves room: the result note lists the same files once more, and its own.
constexpr std::uint64_t most_sealed_note = 700'000;
constexpr std::uint64_t most_json = 16'000'000;
constexpr std::uint64_t most_cards = 1'000'000'000;
constexpr std::uint64_t most_file = 100'000'000;
constexpr const char* copy_again = "copy the round pack again from the organiser";

std::uint64_t limit_of(std::string_view path) {
    if (path == round_json_file) return most_json;
    return path == cards_file ? most_cards : most_file;
}

std::string joined(const std::vector<std::string>& faults) {
    std::string text;
    for (const std::string& fault : faults) text += (text.empty() ? "" : "\n  ") + fault;
    return text;
}

// What faults_of() cannot know: the cards and the files around round.json.
std::vector<std::string> faults_around(const Round& round, const CardTable& cards,
                                       const std::vector<std::string>& files) {
    std::vector<std::string> faults;
    std::vector<std::int64_t> counts(round.styles.size(), 0);
    for (std::size_t at = 0; at < cards.size(); ++at) {
        if (cards[at].style < counts.size())
            ++counts[cards[at].style];
        else
            faults.push_back("cards: a card of a style that the round does not have");
    }
    for (std::size_t at = 0; at < counts.size(); ++at)
        if (counts[at] != round.styles[at].cards)
            faults.push_back("style " + round.styles[at].id.text() + ": expected " +
                             std::to_string(round.styles[at].cards) + " cards, found " +
                             std::to_string(counts[at]));
    for (const Proposal& proposal : round.proposals) {
        const bool there = proposal.picture.empty() ||
                           std::find(files.begin(), files.end(), proposal.picture) != files.end();
        if (!there)
            faults.push_back("proposal " + proposal.id.text() + ": the pack has no file " +
                             crypto::quoted(proposal.picture));
    }
    return faults;
}

Result<void> check_listed(const RoundNote& note, std::vector<std::string> found) {
    found.erase(std::remove(found.begin(), found.end(), std::string(round_note_file)), found.end());
    for (const crypto::FileHash& file : note.files)
        if (!std::binary_search(found.begin(), found.end(), file.path))
            return bad_data(file.path + ": listed in round.note, but missing", copy_again);
    for (const std::string& path : found) {
        const bool listed = std::any_of(note.files.begin(), note.files.end(),
                                        [&](const auto& file) { return file.path == path; });
        if (!listed)
            return bad_data(path + ": not listed in round.note",
                            "take this file away: it does not belong to the round");
    }
    return {};
}

// What load_pack() would refuse for its size must not be sealed.
Result<void> check_sizes(const std::map<std::string, std::string>& files) {
    const std::uint64_t note = files.find(std::string(round_note_file))->second.size();
    if (note > most_sealed_note)
        return bad_data("the round cannot be sealed: round.note would list " +
                            std::to_string(files.size() - 1) + " files and have " +
                            std::to_string(note) + " bytes, expected at most " +
                            std::to_string(most_sealed_note),
                        "leave recordings or pictures out: about 6,700 files fit");
    for (const auto& [path, bytes] : files)
        if (bytes.size() > limit_of(path))
            return bad_data("the round cannot be sealed: " + path + " has " +
                                std::to_string(bytes.size()) + " bytes, expected at most " +
                                std::to_string(limit_of(path)),
                            "make this file smaller and seal again");
    return {};
}

Result<std::vector<crypto::VerifierKey>> parse_witnesses(const Round& round) {
    std::vector<crypto::VerifierKey> witnesses;
    for (const std::string& text : round.witnesses) {
        TALLYSTICK_TRY(key, crypto::VerifierKey::parse(text));
        witnesses.push_back(std::move(key));
    }
    return witnesses;
}

}  // namespace

Result<CardTable> CardTable::create(std::vector<Card> cards) {
    std::sort(cards.begin(), cards.end(),
              [](const Card& a, const Card& b) { return a.key < b.key; });
    const auto twice = std::adjacent_find(
        cards.begin(), cards.end(), [](const Card& a, const Card& b) { return a.key == b.key; });
    if (twice != cards.end()) return bad_data("card " + twice->key.hex() + " twice");
    CardTable table;
    table.m_cards = std::move(cards);
    return table;
}

Result<CardTable> CardTable::parse(std::string_view text, const Round& round) {
    CardTable table;
    crypto::LineReader lines(text, crypto::Charset::ascii);
    constexpr std::size_t digits = 2 * crypto::CardPublicKey::size;
    while (!lines.at_end()) {
        TALLYSTICK_TRY(line, lines.next());
        Card card;
        if (line.size() < digits + 2 || line[digits] != ' ' ||
            !crypto::read_hex(line.substr(0, digits), card.key.bytes))
            return lines.expected("64 lower-case hex digits and a style", line);
        const std::string_view style = line.substr(digits + 1);
        std::size_t at = 0;
        while (at < round.styles.size() && round.styles[at].id.text() != style) ++at;
        if (at == round.styles.size()) return lines.expected("a style of the round", style);
        card.style = static_cast<std::uint16_t>(at);
        if (!table.m_cards.empty() && !(table.m_cards.back().key < card.key))
            return lines.expected("cards sorted by key, each once", line);
        table.m_cards.push_back(card);
    }
    return table;
}

std::string CardTable::text(const Round& round) const {
    std::string text;
    text.reserve(m_cards.size() * (2 * crypto::CardPublicKey::size + 2 + round.style_width()));
    for (const Card& card : m_cards)
        text.append(card.key.hex()).append(" ").append(round.styles[card.style].id.text()) += '\n';
    return text;
}

std::optional<std::size_t> CardTable::find(const crypto::CardPublicKey& key) const {
    const auto at =
        std::lower_bound(m_cards.begin(), m_cards.end(), key,
                         [](const Card& card, const auto& wanted) { return card.key < wanted; });
    if (at == m_cards.end() || at->key != key) return std::nullopt;
    return static_cast<std::size_t>(at - m_cards.begin());
}

const Style* RoundPack::style_of(const crypto::CardPublicKey& key) const {
    const auto at = cards.find(key);
    return at ? &round.styles[cards[*at].style] : nullptr;
}

std::string recording_path(std::string_view language, std::string_view sentence) {
    return "speech/" + std::string(language.substr(0, language.find('@'))) + "/" +
           crypto::sha256(sentence).hex().substr(0, 16) + ".wav";
}

Result<RoundPack> load_pack(const Path& folder, const crypto::VerifierKey* expected_organiser,
                            Disk& disk) {
    const auto in = [&](std::string_view name) { return (folder / name).string(); };
    TALLYSTICK_TRY(note_bytes, read_file(folder / round_note_file, most_note, disk));
    auto signed_note = crypto::parse_note(note_bytes);
    if (!signed_note) return signed_note.error().in(in(round_note_file));
    auto note = read_round_note(signed_note->text);
    if (!note) return note.error().in(in(round_note_file));
    TALLYSTICK_TRY(organiser, crypto::VerifierKey::parse(note->organiser));
    if (const auto good = crypto::verify_only(signed_note.value(), organiser); !good)
        return good.error().in(in(round_note_file));
    if (expected_organiser != nullptr && !(*expected_organiser == organiser))
        return bad_data(in(round_note_file) + ": expected the organiser " +
                            expected_organiser->text() + ", found " + organiser.text(),
                        "this is another organiser's round: compare the key on the poster");

    TALLYSTICK_TRY(found, list_tree(folder, disk));
    if (const auto good = check_listed(note.value(), found); !good)
        return good.error().in(folder.string());
    std::map<std::string, std::string, std::less<>> kept;
    for (const crypto::FileHash& file : note->files) {
        TALLYSTICK_TRY(bytes, read_file(folder / file.path, limit_of(file.path), disk));
        if (crypto::sha256(bytes) != file.hash)
            return bad_data(in(file.path) + ": expected SHA-256 " + file.hash.hex() + ", found " +
                                crypto::sha256(bytes).hex(),
                            copy_again);
        if (file.path == round_json_file || file.path == cards_file)
            kept.emplace(file.path, std::move(bytes));
    }
    if (kept.find(round_json_file) == kept.end())
        return bad_data(in(round_note_file) + ": expected round.json among the files", copy_again);
    auto round = read_round_json(kept.find(round_json_file)->second);
    if (!round) return round.error().in(folder.string());
    const auto cards_text = kept.find(cards_file);
    if ((cards_text != kept.end()) != round->has_cards)
        return bad_data(in(cards_file) + ": must be there exactly if the round has cards");
    CardTable cards;
    if (cards_text != kept.end()) {
        auto parsed = CardTable::parse(cards_text->second, round.value());
        if (!parsed) return parsed.error().in(in(cards_file));
        cards = std::move(parsed).value();
    }
    std::vector<std::string> faults = faults_of(round.value());
    for (std::string& fault : faults_around(round.value(), cards, found))
        faults.push_back(std::move(fault));
    if (!faults.empty()) return bad_data(in(round_json_file) + ":\n  " + joined(faults));
    if (note->title != round->title.in(round->languages.front()))
        return bad_data(in(round_note_file) + ": expected the title of round.json");
    TALLYSTICK_TRY(witnesses, parse_witnesses(round.value()));

    const crypto::TallyPublicKey tally_key = note->tally_key;
    return RoundPack{std::move(round).value(),
                     std::move(note).value(),
                     signed_note->id(),
                     std::move(organiser),
                     tally_key,
                     std::move(witnesses),
                     std::move(cards),
                     folder};
}

Result<crypto::Digest> write_pack(const Path& folder, const PackContents& contents,
                                  const crypto::SigningKey& organiser, Disk& disk) {
    const Round& round = contents.round;
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : contents.files) paths.push_back(path);
    std::vector<std::string> faults = faults_of(round);
    for (std::string& fault : faults_around(round, contents.cards, paths))
        faults.push_back(std::move(fault));
    const std::string title =
        round.languages.empty() ? "" : round.title.in(round.languages.front());
    if (const auto good = crypto::check_line(title, crypto::Charset::unicode); !good)
        faults.push_back("round: title: " + good.error().message);
    for (const std::string& path : paths) {
        if (!crypto::is_path(path) || path == round_note_file || path == round_json_file ||
            path == cards_file)
            faults.push_back("file " + crypto::quoted(path) + ": not a name for a file of a pack");
    }
    if (!crypto::is_usable(contents.tally_key))
        faults.push_back("round: the tally key cannot seal");
    if (!faults.empty())
        return bad_data("the round cannot be sealed:\n  " + joined(faults),
                        "correct these and seal again");

    std::map<std::string, std::string> files = contents.files;
    files[std::string(round_json_file)] = write_round_json(round);
    if (round.has_cards) files[std::string(cards_file)] = contents.cards.text(round);
    RoundNote note{title, organiser.verifier().text(), contents.tally_key, {}};
    for (const auto& [path, bytes] : files) note.files.push_back({crypto::sha256(bytes), path});
    const crypto::Note signed_note = crypto::sign_note(write_round_note(note), organiser);
    files[std::string(round_note_file)] = signed_note.bytes();
    TALLYSTICK_CHECK(check_sizes(files));
    TALLYSTICK_CHECK(read_round_json(files[std::string(round_json_file)]));
    TALLYSTICK_CHECK(write_folder(folder, files, disk));
    return signed_note.id();
}

}  // namespace tallystick::ballot
