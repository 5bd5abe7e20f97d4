// SPDX-License-Identifier: GPL-3.0-or-later
// Audit folders whose opened note is at fault, and such whose files are not those that it lists: an
// organiser with a careless witness signs any result, but the tally key is not theirs.
#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/tally_note.h>

#include "event_faults.h"

namespace tallystick::vectors {
namespace {

using Opened = ballot::OpenedNote;
using Result = ballot::ResultNote;

// The organiser publishes what was changed; nobody opens again.
Change published(const std::function<void(Files&)>& change,
                 const std::function<void(Result&)>& result = {}) {
    return [=](Event& e) {
        change(e.files);
        e.sign_result(result);
    };
}
// The tally key signs what should not be signed.
Change opened(const std::function<void(Opened&)>& change) {
    return [=](Event& e) {
        e.sign_opened(change);
        e.sign_result();
    };
}
Change in_note(std::string_view from, std::string_view to) {
    return published([=](Files& files) { edit(files.at("opened.note"), from, to); });
}

void sign_with_another_key(Event& e) {
    e.tally = std::make_shared<const crypto::TallySecretKey>(
        crypto::TallySecretKey::from_bytes(crypto::Bytes(32, 5)));
    e.publish();
}
void forge(Files& files) {
    auto note = *crypto::parse_note(files.at("opened.note"));
    note.signatures[0].signature.bytes[0] ^= 1U;
    files["opened.note"] = note.bytes();
}

// One ballot, a vote for p3 alone, is taken out of the list and an envelope called one that did not
// open: every number fits, and so does every signature but the tally key's.
void hide_a_ballot(Event& e) {
    std::string& count = e.files.at("count.json");
    edit(count, "\"ballots\": 11", "\"ballots\": 10");
    edit(count, "\"score\": \"6\",\n        \"status\": \"not-funded\"",
         "\"score\": \"5\",\n        \"status\": \"not-funded\"");
    edit(count, "\"votes\": 6,\n        \"score\": \"5\"",
         "\"votes\": 5,\n        \"score\": \"5\"");
    auto notes = notes_of(e.files.at("ballots.txt"));
    notes.erase(notes.begin());  // the same proposals are funded without it
    std::string& list = e.files.at("ballots.txt");
    list.clear();
    for (const std::string& note : notes) list += note;
    const std::string& lines = e.files.at(e.bundle + "envelopes.txt");
    e.files["rejected.txt"] =
        "hall-1 " + crypto::leaf_hash(lines.substr(0, lines.find('\n'))).hex() + " unopenable\n";
}
void count_it_as_rejected(Result& result) {
    for (auto& count : result.counts) {
        if (count.name == "ballots" || count.name == "ballots/all") --count.value;
        if (count.name == "rejected" || count.name == "bound") ++count.value;
    }
}

void remove_line(Opened& note, const std::string& path) {
    std::erase_if(note.files, [&](const auto& file) { return file.path == path; });
}

}  // namespace

std::vector<Fault> opened_faults() {
    return {
        {"opened-note-missing", "opened-note",
         published([](Files& files) { files.erase("opened.note"); })},
        {"opened-note-with-another-keyword", "opened-note", in_note("\nclosing", "\nclosed")},
        {"opened-note-changed", "opened-note", in_note("rejected.txt", "spoiled.txt")},
        {"opened-note-with-another-signature", "opened-note", published(forge)},
        {"opened-note-of-another-key", "opened-note", sign_with_another_key},
        {"opened-note-of-another-round", "opened-note",
         opened([](Opened& note) { note.round = another_hash(); })},
        {"opened-note-of-another-closing", "opened-note",
         opened([](Opened& note) { note.closing = another_hash(); })},
        {"opened-note-without-the-list", "opened-files",
         opened([](Opened& note) { remove_line(note, "ballots.txt"); })},
        {"opened-note-without-the-rejected", "opened-files",
         opened([](Opened& note) { remove_line(note, "rejected.txt"); })},
        {"opened-note-with-votes-besides", "opened-files", opened([](Opened& note) {
             note.files.push_back({another_hash(), "votes.txt"});
         })},
        {"opened-note-with-a-page", "opened-files", opened([](Opened& note) {
             note.files.insert(note.files.begin() + 2, {another_hash(), "count.json"});
         })},
        {"opened-closing-note-signed-otherwise", "opened-files",
         opened([](Opened& note) { note.files[1].hash = another_hash(); })},
        {"votes-besides-the-list", "opened-files",
         published([](Files& files) { files["votes.txt"] = "all p1=1\n"; })},
        {"ballot-called-unopenable", "opened-files",
         [](Event& e) {
             hide_a_ballot(e);
             e.sign_result(count_it_as_rejected);
         }},
        // Enough share holders together can say so; the number of rejected envelopes bounds it.
        {"ballot-called-unopenable-by-the-share-holders", "",
         [](Event& e) {
             hide_a_ballot(e);
             e.publish(count_it_as_rejected);
         }},
    };
}

std::vector<Fault> opened_gap_faults() {
    const auto signed_list = [](Result& result) {
        return std::find_if(result.parameters.begin(), result.parameters.end(),
                            [](const auto& p) { return p.name == "signed-list"; });
    };
    return {
        {"gaps-votes-changed", "opened-files", published([](Files& files) {
             edit(files.at("votes.txt"), "all p1=1 p2=1\n", "all p1=1\n");
         })},
        {"gaps-opened-note-without-the-votes", "opened-files",
         opened([](Opened& note) { remove_line(note, "votes.txt"); })},
        {"gaps-opened-note-without-the-list", "opened-files",
         opened([](Opened& note) { remove_line(note, "ballots.txt"); })},
        {"gaps-opened-note-of-another-list", "result-rule",
         opened([](Opened& note) { note.files[0].hash = another_hash(); })},
        {"gaps-result-of-another-list", "result-rule",
         published([](Files&) {},
                   [=](Result& result) { signed_list(result)->value = another_hash().hex(); })},
        {"gaps-result-without-the-list", "result-rule",
         published([](Files&) {},
                   [=](Result& result) { result.parameters.erase(signed_list(result)); })},
    };
}

}  // namespace tallystick::vectors
