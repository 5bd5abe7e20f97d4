// SPDX-License-Identifier: GPL-3.0-or-later
// The typed notes: each reader accepts exactly what its writer writes.
#include <ballot/notes.h>

#include <functional>

#include <ballot/events.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

crypto::Digest digest(std::uint8_t byte) {
    crypto::Digest made;
    made.bytes.fill(byte);
    return made;
}

RoundNote round_note() {
    const auto organiser =
        crypto::SigningKey::from_seed("test.example/organiser", seed_of(1)).value();
    return {"Crewe Fünd",
            organiser.verifier().text(),
            crypto::TallySecretKey::from_bytes(seed_of(2)).public_key(),
            {{digest(1), "cards.txt"}, {digest(2), "pictures/p1.jpg"}, {digest(3), "round.json"}}};
}
KioskNote kiosk_note() {
    const auto name = crypto::log_origin(digest(9), "library-1");
    const auto key = crypto::SigningKey::from_seed(name, seed_of(3)).value();
    return {digest(9), id<KioskId>("library-1"), Role::kiosk, key.verifier().text(), 500};
}
RollNote roll_note() {
    return {digest(9),
            2,
            digest(4),
            "the tent's kiosk broke",
            {{id<KioskId>("library-1"), Role::kiosk, digest(5)},
             {id<KioskId>("post"), Role::paper, digest(6)}}};
}
ReceiptNote receipt_note() {
    return {digest(9), id<KioskId>("library-1"), digest(7), "0123abcd"};
}
BundleNote bundle_note() {
    return {digest(9), id<KioskId>("library-1"),      BundleNote::State::open, 20, 3, 1, 2, {8, 20},
            digest(8), {{digest(1), "envelopes.txt"}}};
}
ClosingNote closing_note() {
    ClosingNote note;
    note.round = digest(9);
    note.roll = digest(4);
    ClosingNote::Box good;
    good.kiosk = id<KioskId>("library-1");
    good.last = ClosingNote::Box::Final{60, digest(5)};
    ClosingNote::Box lost;
    lost.kiosk = id<KioskId>("post");
    lost.role = Role::paper;
    lost.missing = "stolen on the way";
    note.boxes = {good, lost};
    note.envelopes = 60;
    note.merged = digest(6);
    note.spoiled = 3;
    note.spoiled_list = digest(5);
    note.cards = {{id<StyleId>("north"), 100, 70, 8, 2}, {id<StyleId>("adult"), 1, 0, 0, 0}};
    note.explanations = {{"cards-north", "two were found in a bin"}};
    note.dice = "12345612345612345612";
    return note;
}
OpenedNote opened_note() {
    const auto name = tally_key_name(digest(9));
    const auto key = crypto::SigningKey::from_seed(name, seed_of(3)).value().verifier().text();
    return {digest(9), digest(8), key, {{digest(1), "ballots.txt"}, {digest(2), "closing.note"}}};
}
ResultNote result_note() {
    return {digest(9),
            digest(8),
            "greedy",
            {{"on-misfit", "skip"}, {"ties", "lot"}},
            {{"counted", 59}, {"inner/library-1/north", 60}},
            {{id<ProposalId>("ramp"), Pence(200'000)}, {id<ProposalId>("bench"), Pence(40'000)}},
            Pence(60'000),
            {},
            {{digest(1), "ballots.txt"}}};
}

// One sample of each type: its text, and what reading and writing it again gives.
struct Sample {
    const char* name;
    std::string text;
    std::function<std::string(std::string_view)> again;  // text, or "refused: …"
};
template <typename Read, typename Write>
Sample sample(const char* name, std::string text, Read read, Write write) {
    return {name, std::move(text), [read, write](std::string_view given) {
                const auto note = read(given);
                return note ? write(note.value()) : "refused: " + note.error().message;
            }};
}
std::vector<Sample> samples() {
    return {
        sample("round", write_round_note(round_note()), read_round_note, write_round_note),
        sample("kiosk", write_kiosk_note(kiosk_note()), read_kiosk_note, write_kiosk_note),
        sample("roll", write_roll_note(roll_note()), read_roll_note, write_roll_note),
        sample("receipt", write_receipt_note(receipt_note()), read_receipt_note,
               write_receipt_note),
        sample("bundle", write_bundle_note(bundle_note()), read_bundle_note, write_bundle_note),
        sample("closing", write_closing_note(closing_note()), read_closing_note,
               write_closing_note),
        sample("opened", write_opened_note(opened_note()), read_opened_note, write_opened_note),
        sample("result", write_result_note(result_note()), read_result_note, write_result_note),
        sample("inner",
               write_inner_ballot({digest(9),
                                   id<KioskId>("library-1"),
                                   id<StyleId>("north"),
                                   crypto::ballot_id(seed_of(4)),
                                   {{id<ProposalId>("bench"), 2}, {id<ProposalId>("ramp"), -1}}}),
               read_inner_ballot, write_inner_ballot),
        sample("events", write_events({{300, EventCode::made}, {noon, EventCode::mirror_lost}}),
               read_events, write_events),
    };
}

TEST(Notes, ReadBackWhatIsWritten) {
    for (const Sample& one : samples()) EXPECT_EQ(one.again(one.text), one.text) << one.name;
}

TEST(Notes, NoTextOfOneTypeIsAnother) {
    const auto all = samples();
    for (const Sample& reader : all)
        for (const Sample& writer : all)
            if (&reader != &writer) {
                EXPECT_TRUE(reader.again(writer.text).starts_with("refused"))
                    << reader.name << " accepts " << writer.name;
            }
}

// Every byte changed (in its lowest bit and to a space), removed, doubled; every pair of lines
// swapped; cut at every place: refused, or read as the very bytes that were given.
TEST(Notes, AcceptOnlyTheirOwnSpelling) {
    const auto expect_exact = [](const Sample& one, const std::string& changed) {
        const std::string again = one.again(changed);
        EXPECT_TRUE(again.starts_with("refused") || again == changed) << one.name << "\n"
                                                                      << changed << "\nbecame\n"
                                                                      << again;
    };
    for (const Sample& one : samples()) {
        for (std::size_t at = 0; at < one.text.size(); ++at) {
            for (const char put : {static_cast<char>(one.text[at] ^ 1), ' ', '\n', '0'}) {
                std::string changed = one.text;
                changed[at] = put;
                expect_exact(one, changed);
            }
            std::string shorter = one.text;
            expect_exact(one, shorter.erase(at, 1));
            std::string longer = one.text;
            expect_exact(one, longer.insert(at, 1, one.text[at]));
            expect_exact(one, one.text.substr(0, at));
        }
        expect_exact(one, one.text + "x 1\n");
        expect_exact(one, one.text + "\n");
    }
}

struct Refused {
    const char* name;
    const char* note;
    const char* from;
    const char* to;
    const char* words;
};
class NoteRefuses : public ::testing::TestWithParam<Refused> {};
TEST_P(NoteRefuses, Changed) {
    for (const Sample& one : samples()) {
        if (std::string_view(one.name) != GetParam().note) continue;
        std::string text = one.text;
        const std::size_t at = text.find(GetParam().from);
        ASSERT_NE(at, std::string::npos);
        text.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
        EXPECT_TRUE(says(one.again(text), GetParam().words));
        EXPECT_TRUE(says(one.again(text), "line "));
    }
}
INSTANTIATE_TEST_SUITE_P(
    All, NoteRefuses,
    ::testing::Values(
        Refused{"round_path", "round", "pictures/p1.jpg", "pictures/../p1.jpg", "a path"},
        Refused{"round_absolute", "round", "pictures/p1.jpg", "/etc/passwd", "a path"},
        Refused{"round_order", "round", "cards.txt", "zcards.txt", "sorted by path"},
        Refused{"round_tally", "round", "tally ",
                "tally 0000000000000000000000000000000000000000000000000000000000000000\ntally ",
                "can seal"},
        Refused{"round_version", "round", "round/v1", "round/v2", "expected"},
        Refused{"kiosk_role", "kiosk", "role kiosk", "role ballot", "kiosk or paper"},
        Refused{"kiosk_most", "kiosk", "most 500", "most 0", "from 1"},
        Refused{"kiosk_zero", "kiosk", "most 500", "most 0500", "whole number"},
        Refused{"kiosk_name", "kiosk", "kiosk library-1", "kiosk library-2", "a key named"},
        Refused{"roll_order", "roll", "kiosk library-1", "kiosk zoo", "sorted by name"},
        Refused{"roll_first", "roll", "number 2", "number 1", "expected"},
        Refused{"receipt_card", "receipt", "0123abcd", "0123abcdef", "8 lower-case hex"},
        Refused{"receipt_case", "receipt", "0123abcd", "0123ABCD", "8 lower-case hex"},
        Refused{"bundle_epochs", "bundle", "epoch 8\n", "epoch 20\n", "from 21"},
        Refused{"bundle_last", "bundle", "epoch 20\n", "epoch 19\n", "last epoch"},
        Refused{"bundle_closed", "bundle", "state open", "state closed", "0 waiting"},
        Refused{"closing_dice", "closing", "dice 123456", "dice 123457", "digits 1 to 6"},
        Refused{"closing_few_dice", "closing", "dice 12", "dice ", "digits 1 to 6"},
        Refused{"closing_box", "closing", "final 60", "final", "missing <reason>"},
        Refused{"closing_order", "closing", "kiosk library-1", "kiosk zoo", "sorted by name"},
        Refused{"closing_spoiled", "closing", "spoiled 3 ", "spoiled 3 3 ", "a number and 64"},
        Refused{"closing_style", "closing", "cards adult", "cards north", "each style once"},
        Refused{"closing_cards", "closing", "1 0 0 0", "1 0 0", "<printed>"},
        Refused{"opened_key", "opened", "key tallystick/tally/v1/", "key tallystick/tally/v2/",
                "key id"},
        Refused{"opened_round", "opened", "round 09", "round 08", "a key named"},
        Refused{"opened_order", "opened", "ballots.txt", "zballots.txt", "sorted by path"},
        Refused{"result_twice", "result", "funded bench", "funded ramp", "each proposal once"},
        Refused{"result_sorted", "result", "parameter on-misfit", "parameter zz", "sorted by name"},
        Refused{"result_count", "result", "count counted", "count /counted", "joined by"},
        Refused{"inner_sorted", "inner", "vote bench", "vote zebra", "sorted by proposal"},
        Refused{"inner_zero", "inner", "bench 2", "bench 02", "whole number"},
        Refused{"inner_plus", "inner", "bench 2", "bench +2", "whole number"},
        Refused{"inner_minus_zero", "inner", "bench 2", "bench -0", "whole number"},
        Refused{"event_minute", "events", "12:00Z", "12:01Z", "five minutes"},
        Refused{"event_day", "events", "05-09", "02-30", "five minutes"},
        Refused{"event_code", "events", "mirror-lost", "voted", "known event"}),
    [](const auto& tested) { return tested.param.name; });

TEST(Events, TimesAreToFiveMinutes) {
    EXPECT_EQ(write_events({{round_time(noon + 299), EventCode::opened}}),
              "2026-05-09T12:00Z opened\n");
    EXPECT_EQ(round_time(noon + 300), noon + 300);
    EXPECT_EQ(round_time(-5), 0);
    // A leap day, and a century that has none.
    EXPECT_EQ(write_events({{951'782'400, EventCode::opened}}), "2000-02-29T00:00Z opened\n");
    EXPECT_FALSE(read_events("2100-02-29T00:00Z opened\n").ok());
}

TEST(Envelope, ReadsBackWhatItWrites) {
    Envelope envelope;
    envelope.kind = EnvelopeKind::card;
    envelope.holder.bytes.fill(0xab);
    envelope.style = id<StyleId>("to");
    envelope.sealed_base64 = crypto::to_base64(crypto::Bytes(448 + 48, 7));
    envelope.signature.bytes.fill(3);
    const std::string line = write_envelope(envelope, 5);
    EXPECT_EQ(line.size(), envelope_line_size(5, 448));
    EXPECT_TRUE(line.find(" to... ") != std::string::npos);
    const auto again = read_envelope(line, 5, 448);
    ASSERT_TRUE(good(again));
    EXPECT_TRUE(again.value() == envelope);
    EXPECT_FALSE(read_envelope(line, 6, 448).ok());
    EXPECT_FALSE(read_envelope(line, 5, 512).ok());
}

TEST(Envelope, AcceptsOnlyItsOwnSpelling) {
    Envelope envelope;
    envelope.kind = EnvelopeKind::desk;
    envelope.style = id<StyleId>("to");
    envelope.sealed_base64 = crypto::to_base64(crypto::Bytes(64 + 48, 7));
    const std::string line = write_envelope(envelope, 4);
    for (std::size_t at = 0; at < line.size(); ++at) {
        for (const char put : {static_cast<char>(line[at] ^ 1), ' ', '.', 'A', '='}) {
            std::string changed = line;
            changed[at] = put;
            const auto read = read_envelope(changed, 4, 64);
            if (read) {
                EXPECT_EQ(write_envelope(read.value(), 4), changed);
            }
        }
    }
    std::string signed_desk = line;
    signed_desk[signed_desk.size() - 10] = 'B';
    EXPECT_TRUE(says(outcome(read_envelope(signed_desk, 4, 64)), "zero signature"));
}

TEST(Envelope, PaperHolderIsTheHashOfBoxAndSerial) {
    // printf 'post/17' | sha256sum
    EXPECT_EQ(paper_holder(id<KioskId>("post"), 17).hex(),
              "c6be541efdc346fc32983c523d47f379891d336f53e25a706cf5fd8a01b30087");
}

}  // namespace
}  // namespace tallystick::ballot::test
