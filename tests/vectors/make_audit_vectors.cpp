// SPDX-License-Identifier: GPL-3.0-or-later
// Audit folders: three good ones, and one file per fault of pack, rolls, closing, opened list and
// result. What the fault does not concern is signed again, as dishonest people with all the keys
// and a careless witness could, so that one check alone sees it.
#include <algorithm>

#include <ballot/inner_ballot.h>
#include <crypto/digest.h>

#include "event_faults.h"

namespace tallystick::vectors {
namespace {

const crypto::Digest another = another_hash();

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += part;
    return all;
}
template <typename Edit>
Change in_closing(const Edit& change) {
    return [=](Event& e) {
        e.change<ballot::ClosingNote>("closing.note", ballot::read_closing_note,
                                      ballot::write_closing_note, change);
        e.publish([&](ballot::ResultNote& note) {
            note.explanations =
                ballot::read_closing_note(crypto::parse_note(e.files.at("closing.note"))->text)
                    ->explanations;
        });
    };
}
Change in_file(const std::string& path, const std::function<void(std::string&)>& change) {
    return [=](Event& e) {
        change(e.files.at(path));
        e.publish();
    };
}
Change in_result(const std::function<void(ballot::ResultNote&)>& change) {
    return [=](Event& e) { e.publish(change); };
}
// The text of a note signed by the organiser and nobody else, or with another organiser's key.
Change unwitnessed(const std::string& path) {
    return [=](Event& e) {
        std::string& note = e.files.at(path);
        note = crypto::sign_note(crypto::parse_note(note)->text, *e.organiser).bytes();
        if (path != "result.note") e.publish();
    };
}
Change signed_by_another(const std::string& path) {
    return [=](Event& e) {
        std::string& bytes = e.files.at(path);
        auto note = *crypto::parse_note(bytes);
        note.signatures[0] = crypto::parse_note(forged(bytes, *e.organiser))->signatures[0];
        bytes = note.bytes();
        if (path != "result.note") e.publish();
    };
}
Change in_list(const std::function<void(std::vector<std::string>&)>& change) {
    return in_file("ballots.txt", [=](std::string& list) {
        auto notes = notes_of(list);
        change(notes);
        list = joined(notes);
    });
}

// Nobody cast there; but it was enrolled after the roll, and who knows what else.
void hand_in_unlisted(Event& event) {
    const auto round = crypto::parse_note(event.files.at("pack/round.note"))->id();
    const auto kiosk = ballot::KioskId::parse("hall-2").value();
    const auto key = crypto::SigningKey::from_seed(crypto::log_origin(round, kiosk.text()),
                                                   crypto::Bytes(32, 0x66))
                         .value();
    ballot::BundleParts parts;
    parts.state = ballot::BundleNote::State::closed;
    parts.events = {{1'778'342'400, ballot::EventCode::closed}};
    parts.certificate =
        crypto::sign_note(ballot::write_kiosk_note(
                              {round, kiosk, ballot::Role::kiosk, key.verifier().text(), 20}),
                          *event.organiser)
            .bytes();
    const std::string name = ballot::bundle_name(round, kiosk, 0, ballot::BundleState::closed);
    for (const auto& [path, bytes] : ballot::make_bundle(round, kiosk, parts, key))
        event.files["bundles/" + name + "/" + path] = bytes;
    event.publish();
}

std::vector<Fault> pack_and_roll_faults() {
    const std::string roll = "rolls/roll-1.note";
    const auto edit_roll = [=](const std::function<void(ballot::RollNote&)>& change) -> Change {
        return [=](Event& e) {
            e.change<ballot::RollNote>(roll, ballot::read_roll_note, ballot::write_roll_note,
                                       change);
            e.publish();
        };
    };
    // The pots do not make the fund.
    const Change other_fund = [](Event& e) {
        edit(e.files.at("pack/round.json"), "\"fund\": 100000", "\"fund\": 100001");
        auto note =
            *ballot::read_round_note(crypto::parse_note(e.files.at("pack/round.note"))->text);
        for (auto& file : note.files)
            if (file.path == "round.json")
                file.hash = crypto::sha256(e.files.at("pack/round.json"));
        e.files["pack/round.note"] =
            crypto::sign_note(ballot::write_round_note(note), *e.organiser).bytes();
        e.publish();
    };
    return {
        {"pack-with-another-fund", "pack-round", other_fund},
        {"pack-note-with-another-keyword", "pack-note",
         in_file("pack/round.note", [](std::string& t) { edit(t, "title", "titel"); })},
        {"pack-note-changed", "pack-signature",
         in_file("pack/round.note", [](std::string& t) { edit(t, "Vector", "Victor"); })},
        {"pack-file-more", "pack-files",
         [](Event& e) {
             e.files["pack/more.txt"] = "more\n";
             e.publish();
         }},
        {"pack-file-changed", "pack-hashes",
         in_file("pack/round.json", [](std::string& t) { edit(t, "What", "Whot"); })},
        {"roll-with-another-keyword", "roll-form",
         in_file(roll, [](std::string& t) { edit(t, "number", "nummer"); })},
        {"roll-signed-by-another", "roll-signature", signed_by_another(roll)},
        {"roll-unwitnessed", "roll-witnesses", unwitnessed(roll)},
        {"roll-of-another-round", "roll-round",
         edit_roll([](ballot::RollNote& note) { note.round = another; })},
        {"kiosk-that-no-roll-lists", "box-listed", hand_in_unlisted},
        {"roll-number-two-alone", "roll-chain", edit_roll([](ballot::RollNote& note) {
             note.number = 2;
             note.previous = another;
             note.reason = "one more hall";
         })},
    };
}

std::vector<Fault> closing_faults() {
    using Closing = ballot::ClosingNote;
    return {
        {"closing-with-seven-on-a-die", "closing-form",
         in_file("closing.note", [](std::string& t) { edit(t, "dice 1", "dice 7"); })},
        {"closing-signed-by-another", "closing-signature", signed_by_another("closing.note")},
        {"closing-unwitnessed", "closing-witnesses", unwitnessed("closing.note")},
        {"closing-of-another-roll", "closing-round",
         in_closing([](Closing& note) { note.roll = another; })},
        {"closing-with-another-root", "closing-boxes",
         in_closing([](Closing& note) { note.boxes[0].last->root = another; })},
        {"closing-of-other-envelopes", "closing-envelopes",
         in_closing([](Closing& note) { note.merged = another; })},
        {"closing-of-other-checked-ballots", "closing-spoiled",
         in_closing([](Closing& note) { note.spoiled_list = another; })},
        {"closing-with-more-cards-printed", "closing-printed", in_closing([](Closing& note) {
             ++note.cards[0].printed;
             ++note.cards[0].issued;
         })},
        {"closing-cards-do-not-balance", "alarms-explained cards-balance",
         in_closing([](Closing& note) { note.cards[0].returned = 0; })},
        {"closing-cards-do-not-balance-explained", "", in_closing([](Closing& note) {
             note.cards[0].returned = 0;
             note.explanations = {{"cards-balance", "a card fell into the tea"}};
         })},
        {"closing-fewer-cards-than-envelopes", "alarms-explained cards-envelopes",
         in_closing([](Closing& note) {
             note.cards[0].issued = 9;
             note.cards[0].returned = 3;
         })},
        {"closing-explains-nothing", "alarms-explained", in_closing([](Closing& note) {
             note.explanations = {{"box-present", "all are here"}};
         })},
    };
}

std::vector<Fault> list_faults() {
    return {
        {"list-with-another-keyword", "opened-form",
         in_file("ballots.txt", [](std::string& t) { edit(t, "\nstyle", "\nstile"); })},
        {"list-with-an-empty-line", "opened-form",
         in_file("ballots.txt", [](std::string& t) { t += "\n"; })},
        {"list-out-of-order", "opened-order",
         in_list([](auto& notes) { std::swap(notes[3], notes[4]); })},
        {"list-with-a-ballot-twice", "opened-order",
         in_list([](auto& notes) { notes.insert(notes.begin() + 3, notes[3]); })},
        {"list-with-a-vote-less", "opened-signature", in_list([](auto& notes) {
             const std::size_t at = notes[2].find("vote ");
             notes[2].erase(at, notes[2].find('\n', at) + 1 - at);
         })},
        {"list-of-another-style", "opened-round",
         in_list([](auto& notes) { edit(notes[2], "style all", "style old"); })},
        {"list-with-a-checked-ballot", "opened-spoiled",
         [](Event& e) {
             const auto notes = notes_of(e.files.at("ballots.txt"));
             const auto inner = *ballot::read_inner_ballot(crypto::parse_note(notes[5])->text);
             std::string& spoiled = e.files.at(e.bundle + "spoiled.txt");
             spoiled.replace(65, 32, inner.id.hex());
             e.sign_bundle();
             in_closing([&](ballot::ClosingNote& note) {
                 note.spoiled_list = crypto::sha256("hall-1 " + spoiled);
             })(e);
         }},
        {"rejected-that-nobody-cast", "opened-rejected",
         in_file("rejected.txt",
                 [](std::string& t) { t = "hall-1 " + another.hex() + " unopenable\n"; })},
        {"list-with-a-ballot-less", "opened-counts",
         in_list([](auto& notes) { notes.erase(notes.begin() + 3); })},
    };
}

std::vector<Fault> result_faults() {
    using Result = ballot::ResultNote;
    return {
        {"result-with-another-keyword", "result-form",
         [](Event& e) { edit(e.files.at("result.note"), "\nrule", "\nrole"); }},
        {"result-signed-by-another", "result-signature", signed_by_another("result.note")},
        {"result-unwitnessed", "result-witnesses", unwitnessed("result.note")},
        {"file-more", "result-files", [](Event& e) { e.files["more.txt"] = "more\n"; }},
        {"file-missing", "result-files", [](Event& e) { e.files.erase("count.json"); }},
        {"page-changed", "result-hashes",
         [](Event& e) { edit(e.files.at("results/index.html"), "See", "Sea"); }},
        {"result-of-another-closing", "result-closing",
         in_result([](Result& note) { note.closing = another; })},
        {"result-of-another-rule", "result-rule",
         in_result([](Result& note) { note.rule = "max-welfare"; })},
        {"result-with-another-number", "result-numbers",
         in_result([](Result& note) { ++note.counts.front().value; })},
        {"result-without-a-page", "result-pages",
         [](Event& e) {
             e.files.erase("results/en.html");
             e.publish();
         }},
        {"result-that-names-no-writer-of-pages", "result-pages", in_result([](Result& note) {
             std::erase_if(note.parameters, [](const auto& one) { return one.name == "pages"; });
         })},
        {"count-with-another-winner", "result-pages",
         in_file("count.json",
                 [](std::string& t) { edit(t, "\"p2\",\n    \"p1\"", "\"p1\",\n    \"p2\""); })},
        {"count-with-another-sum-awarded", "result-pages",
         in_file("count.json",
                 [](std::string& t) { edit(t, "\"awarded\": 500", "\"awarded\": 499.5"); })},
        {"count-with-a-key-twice", "result-pages",
         in_file("count.json", [](std::string& t) { edit(t, "{", "{\n  \"rule\": \"lot\","); })},
        {"count-with-another-key", "result-pages",
         in_file("count.json", [](std::string& t) { edit(t, "\"number\": 1", "\"no\": 1"); })},
        {"count-of-a-step-that-was-not-made", "result-pages",
         in_file("count.json", [](std::string& t) { edit(t, "\"step\": 1", "\"step\": 99"); })},
        {"count-with-other-reasons", "",
         in_file("count.json",
                 [](std::string& t) { edit(t, "fits the money left", "there was enough"); })},
        {"result-with-a-file-of-no-place", "result-files",
         [](Event& e) {
             e.files["announcement.html"] = "<p>Another has won.</p>\n";
             e.publish();
         }},
        {"result-in-another-order", "result-count",
         in_result([](Result& note) { std::swap(note.funded[0], note.funded[1]); })},
        {"result-with-money-left", "result-count",
         in_result([](Result& note) { note.left = ballot::Pence(note.left.value() + 1); })},
    };
}

}  // namespace

void write_audit_vectors(const Event& good) {
    write_vector("audit", "good", "", {}, write_files(good.files));
    for (const auto& faults : {pack_and_roll_faults(), history_faults(), closing_faults(),
                               opened_faults(), list_faults(), result_faults()}) {
        for (const Fault& fault : faults) {
            Event event = good;
            fault.change(event);
            write_change("audit", fault, {{"base", "audit/good.txt"}}, good.files, event.files, "");
        }
    }
}

void write_gap_vectors(const Event& gaps) {
    write_vector("audit", "gaps", "", {}, write_files(gaps.files));
    std::vector<Fault> faults = {
        {"gaps-votes-out-of-order", "opened-order", in_file("votes.txt", swap_first_lines)},
        {"gaps-votes-without-line-feed", "opened-form",
         in_file("votes.txt", [](std::string& t) { t.pop_back(); })},
        {"gaps-with-labels", "opened-groups",
         [](Event& e) {
             e.files.erase("votes.txt");
             e.files["ballots.txt"] = e.kept.at("ballots.txt");
             e.publish([](ballot::ResultNote& note) {
                 std::erase_if(note.parameters,
                               [](const auto& p) { return p.name == "signed-list"; });
             });
         }},
        {"gaps-rejected-for-nothing", "opened-counts",
         in_file("rejected.txt", [](std::string& t) { t.clear(); })},
        {"gaps-without-its-reason", "alarms-explained box-closed",
         in_closing([](ballot::ClosingNote& note) { note.explanations.clear(); })},
    };
    for (Fault& fault : opened_gap_faults()) faults.push_back(std::move(fault));
    for (const Fault& fault : faults) {
        Event event = gaps;
        fault.change(event);
        write_change("audit", fault, {{"base", "audit/gaps.txt"}}, gaps.files, event.files, "");
    }
}

// One alarm each that has lost its reason.
void write_alarm_vectors(const Event& alarms) {
    write_vector("audit", "alarms", "", {}, write_files(alarms.files));
    std::vector<Fault> faults;
    for (const char* check :
         {"box-limits", "box-present", "card-once", "event-sealed-once", "event-spoiled-not-cast",
          "log-grows", "log-holds-mirror", "mirror-whole"})
        faults.push_back({std::string("alarms-without-") + check,
                          "alarms-explained " + std::string(check),
                          in_closing([=](ballot::ClosingNote& note) {
                              std::erase_if(note.explanations,
                                            [=](const auto& one) { return one.what == check; });
                          })});
    for (const Fault& fault : faults) {
        Event event = alarms;
        fault.change(event);
        write_change("audit", fault, {{"base", "audit/alarms.txt"}}, alarms.files, event.files, "");
    }
}

}  // namespace tallystick::vectors
