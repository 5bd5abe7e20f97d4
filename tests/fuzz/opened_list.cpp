// SPDX-License-Identifier: GPL-3.0-or-later
// What was opened, as it is published: ballots.txt, votes.txt and rejected.txt. First byte: which
// of them, and whether the kiosk signs what the edited ballots now say; then edits of ignored (1),
// place (2), bytes removed (1), bytes inserted (1) and these bytes.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include <crypto/digest.h>
#include <tally/ballot_list.h>
#include <tally/open.h>

#include "fuzz.h"
#include "tiny_round.h"

namespace {

namespace crypto = tallystick::crypto;
namespace ballot = tallystick::ballot;
namespace tally = tallystick::tally;
namespace fs = std::filesystem;

// A file that the readers open by name, in memory where there is such a folder.
class ListFile {
public:
    explicit ListFile(std::string_view bytes) {
        const fs::path memory = "/dev/shm";
        m_path = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) /
                  "tallystick-fuzz-XXXXXX")
                     .string();
        const int handle = mkstemp(m_path.data());
        crypto::require(handle >= 0 && write(handle, bytes.data(), bytes.size()) ==
                                           static_cast<ssize_t>(bytes.size()),
                        "a file for the list");
        close(handle);
    }
    ~ListFile() { fs::remove(m_path); }
    ListFile(const ListFile&) = delete;
    ListFile& operator=(const ListFile&) = delete;
    [[nodiscard]] ballot::Path path() const { return m_path; }

private:
    std::string m_path;
};

struct Opened {
    tallystick::fuzz::Tiny tiny;
    tally::Roll roll;
    std::vector<tally::Box> boxes;
    std::set<std::string> notes;  // by number, as ids are the start of what differs
    std::string list;
    std::string votes = "all\nall\nall p1=1\n";
    std::string rejected;

    Opened() {
        tally::Box box;
        box.kiosk = ballot::KioskId::parse("k").value();
        box.key = tiny.key->verifier();
        boxes.push_back(box);
        roll.note.entries = {{box.kiosk, ballot::Role::kiosk, crypto::Digest{}}};
        for (std::uint8_t i = 0; i < 3; ++i) {
            ballot::InnerBallot inner;
            inner.round = tiny.pack->round_id;
            inner.kiosk = box.kiosk;
            inner.style = tiny.pack->round.styles[0].id;
            inner.id = crypto::ballot_id(tallystick::fuzz::seed_of(i));
            if (i > 0) inner.votes = {{tiny.pack->round.proposals[0].id, i}};  // 2 is no approval
            notes.insert(crypto::sign_note(ballot::write_inner_ballot(inner), *tiny.key).bytes());
        }
        for (const std::string& note : notes) list += note;
        rejected =
            tally::write_rejected({{box.kiosk, crypto::sha256("one"), tally::Rejected::unopenable},
                                   {box.kiosk, crypto::sha256("two"), tally::Rejected::number}});
    }
};

std::string signed_again(const std::string& list, const crypto::SigningKey& key) {
    std::string out;
    for (std::string_view rest = list; !rest.empty();) {
        const auto note = crypto::take_note(rest);
        if (!note) return out + std::string(rest);
        out += crypto::sign_note(note->text, key).bytes();
    }
    return out;
}

void check_report(const crypto::Result<bool>& good, const tally::Report& report) {
    tallystick::fuzz::check_words(good);
    crypto::require(good.ok(), "the file can be read");
    crypto::require(*good == report.good(), "refused exactly if a check failed");
    for (const auto& line : report.lines())
        for (const auto& error : line.details)
            tallystick::fuzz::check_words(crypto::Result<int>(error));
}

void read_ballots(const Opened& opened, const std::string& list, bool again) {
    const ListFile file(list);
    tally::Report report;
    std::size_t count = 0;
    const auto good = tally::read_ballots(file.path(), *opened.tiny.pack, opened.roll, opened.boxes,
                                          1, report, [&](const auto&) { ++count; });
    check_report(good, report);
    crypto::require(list != opened.list || *good, "the list as it was opened is good");
    if (!*good || again) return;
    for (std::string_view rest = list; !rest.empty(); --count)
        crypto::require(opened.notes.contains(crypto::take_note(rest)->bytes()),
                        "a ballot was accepted that no kiosk signed");
    crypto::require(count == 0, "every ballot was handed on");
}

void read_votes(const Opened& opened, const std::string& votes) {
    const ListFile file(votes);
    tally::Report report;
    std::size_t count = 0;
    const auto good =
        tally::read_votes(file.path(), *opened.tiny.pack, report, [&](const auto&) { ++count; });
    check_report(good, report);
    const auto lines = static_cast<std::size_t>(std::count(votes.begin(), votes.end(), '\n'));
    crypto::require(votes != opened.votes || *good, "the votes as they were published are good");
    crypto::require(!*good || count == lines, "a line was not counted, or had no end");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Opened opened;
    if (size == 0) return 0;
    std::string text = data[0] % 4 < 2    ? opened.list
                       : data[0] % 4 == 2 ? opened.votes
                                          : opened.rejected;
    tallystick::fuzz::edit(crypto::ByteView(data, size).subspan(1),
                           [&](std::uint8_t) -> std::string& { return text; });
    if (data[0] % 4 < 2) {
        const bool again = data[0] % 4 == 1;
        if (again) text = signed_again(text, *opened.tiny.key);
        read_ballots(opened, text, again);
    } else if (data[0] % 4 == 2) {
        read_votes(opened, text);
    } else {
        const auto read = tally::read_rejected(text);
        tallystick::fuzz::check_words(read);
        crypto::require(!read || tally::write_rejected(*read) == text,
                        "a list is written as it was read");
    }
    return 0;
}
