// SPDX-License-Identifier: GPL-3.0-or-later
// A round without cards, in which a steward opens the kiosk for each voter: a good event, and one
// file per fault that only such a round can have.
#include "event_faults.h"
#include "event_maker.h"

namespace tallystick::vectors {
namespace {

// Two kiosks, the first with as many ballots as the round allows it. One envelope of each has the
// same 64 digits, which nobody signed: both are opened.
Event event_at_a_desk(const std::filesystem::path& scratch) {
    EventMaker maker(scratch, 0, {"hall-1", "hall-2"});
    maker.close(1, {maker.seal_at_desk(1, 1, 104).line, maker.seal_at_desk(1, 5, 105).line}, {});
    std::vector<std::string> lines;
    for (std::uint8_t at = 0; at < EventMaker::desk_cap; ++at)
        lines.push_back(maker
                            .seal_at_desk(0, static_cast<std::uint8_t>(at + 1),
                                          static_cast<std::uint8_t>(100 + at))
                            .line);
    maker.close(0, lines, {});
    tally::ClosingInput closing;
    closing.dice = "11111222223333344444";
    return maker.finish(closing);
}

Change in_first_line(const std::function<void(std::string&)>& change) {
    return [=](Event& event) {
        std::string& lines = event.files.at(event.bundle + "envelopes.txt");
        const std::size_t size = lines.find('\n') + 1;
        std::string line = lines.substr(0, size);
        change(line);
        lines.replace(0, size, line);
        sort_log(event);
    };
}

// `s <64 hex> all <sealed> <signature>`: the sealed ballot begins at byte 71.
std::vector<Fault> bundle_faults() {
    return {
        {"desk-good", "", [](Event&) {}},
        {"desk-more-than-its-cap", "bundle-counts", in_first_line([](std::string& line) {
             std::string more = line;
             more[2] = more[2] == '0' ? '1' : '0';
             more[71] = more[71] == 'A' ? 'B' : 'A';
             line += more;
         })},
        {"desk-line-on-paper", "envelope-kind",
         in_first_line([](std::string& line) { line[0] = 'p'; })},
        {"desk-line-with-a-signature", "envelope-form",
         in_first_line([](std::string& line) { line[line.size() - 89] = 'B'; })},
    };
}

std::vector<Fault> audit_faults() {
    return {
        {"desk-closing-with-cards", "closing-printed",
         [](Event& event) {
             event.change<ballot::ClosingNote>(
                 "closing.note", ballot::read_closing_note, ballot::write_closing_note,
                 [](ballot::ClosingNote& note) {
                     note.cards = {{id<ballot::StyleId>("all"), 0, 0, 0, 0}};
                 });
             event.publish();
         }},
        {"desk-digits-set-aside", "opened-counts",
         [](Event& event) {
             std::string& votes = event.files.at("votes.txt");
             votes.erase(0, votes.find('\n') + 1);
             event.publish();
         }},
    };
}

}  // namespace

void write_desk_vectors(const std::filesystem::path& scratch) {
    const Event desk = event_at_a_desk(scratch);
    write_vector("audit", "desk", "", {}, write_files(desk.files));
    for (const Fault& fault : audit_faults()) {
        Event event = desk;
        fault.change(event);
        write_change("audit", fault, {{"base", "audit/desk.txt"}}, desk.files, event.files, "");
    }
    const std::string name = desk.bundle.substr(8, desk.bundle.size() - 9);
    for (const Fault& fault : bundle_faults()) {
        Event event = desk;
        fault.change(event);
        const auto note = crypto::parse_note(event.files.at(event.bundle + "bundle.note"));
        const auto size = ballot::read_bundle_note(note->text)->envelopes;
        const Header header{{"base", "audit/desk.txt"},
                            {"name", replaced(name, "-4-", "-" + std::to_string(size) + "-")},
                            {"folder", desk.bundle}};
        write_change("bundle", fault, header, desk.files, event.files, desk.bundle);
    }
}

}  // namespace tallystick::vectors
