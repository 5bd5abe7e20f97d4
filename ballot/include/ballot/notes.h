// SPDX-License-Identifier: GPL-3.0-or-later
// The typed notes: what each says, its text, and a reader that accepts exactly what the writer
// writes. These are texts without signatures; crypto/note.h signs and verifies them. Plain
// values. docs/FORMAT.md "Round note" … "Result note" hold the grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ballot/ids.h>
#include <ballot/money.h>
#include <crypto/bytes.h>
#include <crypto/checkpoint.h>
#include <crypto/fields.h>
#include <crypto/note.h>
#include <crypto/sealing.h>

namespace tallystick::ballot {

inline constexpr std::string_view round_type = "tallystick/round/v1";
inline constexpr std::string_view kiosk_type = "tallystick/kiosk/v1";
inline constexpr std::string_view roll_type = "tallystick/roll/v1";
inline constexpr std::string_view receipt_type = "tallystick/receipt/v1";
inline constexpr std::string_view bundle_type = "tallystick/bundle/v1";
inline constexpr std::string_view closing_type = "tallystick/closing/v1";
inline constexpr std::string_view opened_type = "tallystick/opened/v1";
inline constexpr std::string_view result_type = "tallystick/result/v1";

// Signed by the organiser, whose key it names; everything else carries the SHA-256 of its text.
struct RoundNote {
    std::string title;
    std::string organiser;  // a whole verifier key
    crypto::TallyPublicKey tally_key;
    std::vector<crypto::FileHash> files;  // sorted by path
    friend bool operator==(const RoundNote&, const RoundNote&) = default;
};
[[nodiscard]] std::string write_round_note(const RoundNote& note);
[[nodiscard]] crypto::Result<RoundNote> read_round_note(std::string_view text);

enum class Role { kiosk, paper };

// A kiosk's or paper box's certificate, signed by the organiser: one per name for ever.
struct KioskNote {
    crypto::Digest round;
    KioskId kiosk;
    Role role = Role::kiosk;
    std::string key;        // a whole verifier key, named log_origin(round, kiosk)
    std::int64_t most = 0;  // most ballots: the box's capacity
    friend bool operator==(const KioskNote&, const KioskNote&) = default;
};
[[nodiscard]] std::string write_kiosk_note(const KioskNote& note);
[[nodiscard]] crypto::Result<KioskNote> read_kiosk_note(std::string_view text);

// The posted list of everything that may take votes: organiser, then witnesses.
struct RollNote {
    struct Entry {
        KioskId kiosk;
        Role role = Role::kiosk;
        crypto::Digest certificate;  // identity of its certificate
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    crypto::Digest round;
    std::int64_t number = 1;
    std::optional<crypto::Digest> previous;  // identity of roll number - 1; present iff number > 1
    std::string reason;                      // why there is a further roll; empty iff number == 1
    std::vector<Entry> entries;              // sorted by name
    friend bool operator==(const RollNote&, const RollNote&) = default;
};
[[nodiscard]] std::string write_roll_note(const RollNote& note);
[[nodiscard]] crypto::Result<RollNote> read_roll_note(std::string_view text);

// The voter's receipt, signed by the kiosk: presence in its log, no choice, no time.
struct ReceiptNote {
    crypto::Digest round;
    KioskId kiosk;
    crypto::Digest leaf;
    std::string card;  // first 8 hex digits of the envelope's holder
    friend bool operator==(const ReceiptNote&, const ReceiptNote&) = default;
};
[[nodiscard]] std::string write_receipt_note(const ReceiptNote& note);
[[nodiscard]] crypto::Result<ReceiptNote> read_receipt_note(std::string_view text);

// One export of a kiosk, signed by the kiosk.
struct BundleNote {
    enum class State { open, closed };
    crypto::Digest round;
    KioskId kiosk;
    State state = State::open;
    std::int64_t envelopes = 0;  // in the log
    std::int64_t waiting = 0;    // stored, not yet in the log; 0 when closed
    std::int64_t spoiled = 0;
    std::int64_t uncast = 0;              // ballots started and not cast: a number only
    std::vector<std::int64_t> epochs;     // the log's size after each epoch, ascending
    crypto::Digest checkpoint;            // identity of checkpoint.note
    std::vector<crypto::FileHash> files;  // every other file of the folder, sorted
    friend bool operator==(const BundleNote&, const BundleNote&) = default;
};
[[nodiscard]] std::string write_bundle_note(const BundleNote& note);
[[nodiscard]] crypto::Result<BundleNote> read_bundle_note(std::string_view text);

// A difference that an officer explains in words, published with the note: `explain <what> <why>`.
struct Explanation {
    std::string what;  // a slug: the check or cell it is about
    std::string why;
    friend bool operator==(const Explanation&, const Explanation&) = default;
};

// What will be opened, fixed before any key share is entered: organiser, then witnesses.
struct ClosingNote {
    struct Box {
        KioskId kiosk;
        Role role = Role::kiosk;
        // The final checkpoint's size and root, or why there is none.
        struct Final {
            std::int64_t size = 0;
            crypto::Digest root;
            friend bool operator==(const Final&, const Final&) = default;
        };
        std::optional<Final> last;
        std::string missing;  // reason; empty iff `last` is there
        friend bool operator==(const Box&, const Box&) = default;
    };
    struct Cards {
        StyleId style;
        std::int64_t printed = 0, issued = 0, returned = 0, spoiled = 0;
        friend bool operator==(const Cards&, const Cards&) = default;
    };
    crypto::Digest round;
    crypto::Digest roll;                    // identity of the last roll
    std::vector<Box> boxes;                 // every entry of the roll, sorted by name
    std::int64_t envelopes = 0;             // lines of the merged envelopes.txt …
    crypto::Digest merged;                  // … and its SHA-256: exactly this is opened
    std::int64_t spoiled = 0;               // records of the merged spoiled.txt …
    crypto::Digest spoiled_list;            // … and its SHA-256
    std::vector<Cards> cards;               // in the round's order of styles; empty without cards
    std::vector<Explanation> explanations;  // sorted by what, unique
    std::string dice;                       // [1-6]{20,40}
    friend bool operator==(const ClosingNote&, const ClosingNote&) = default;
};
[[nodiscard]] std::string write_closing_note(const ClosingNote& note);
[[nodiscard]] crypto::Result<ClosingNote> read_closing_note(std::string_view text);
[[nodiscard]] bool is_dice(std::string_view text);

// What was opened, signed by the tally key itself (crypto/tally_note.h).
struct OpenedNote {
    crypto::Digest round;
    crypto::Digest closing;               // identity of the closing note
    std::string key;                      // a whole verifier key, named tally_key_name(round)
    std::vector<crypto::FileHash> files;  // every other file of the folder, sorted
    friend bool operator==(const OpenedNote&, const OpenedNote&) = default;
};
[[nodiscard]] std::string write_opened_note(const OpenedNote& note);
[[nodiscard]] crypto::Result<OpenedNote> read_opened_note(std::string_view text);
// tallystick/tally/v1/<round id>
[[nodiscard]] std::string tally_key_name(const crypto::Digest& round);

// The outcome, signed by organiser and witnesses.
struct ResultNote {
    struct Parameter {
        std::string name;   // a slug
        std::string value;  // one line
        friend bool operator==(const Parameter&, const Parameter&) = default;
    };
    struct Count {
        std::string name;  // slugs joined by '/', e.g. "envelopes", "inner/kiosk-1/adult"
        std::int64_t value = 0;
        friend bool operator==(const Count&, const Count&) = default;
    };
    struct Funded {
        ProposalId proposal;
        Pence amount;
        friend bool operator==(const Funded&, const Funded&) = default;
    };
    crypto::Digest round;
    crypto::Digest closing;             // identity of the closing note
    std::string rule;                   // as on the command line
    std::vector<Parameter> parameters;  // sorted by name, unique
    std::vector<Count> counts;          // sorted by name, unique
    std::vector<Funded> funded;         // in the order funded
    Pence left;
    std::vector<Explanation> explanations;
    std::vector<crypto::FileHash> files;  // all that is published, sorted
    friend bool operator==(const ResultNote&, const ResultNote&) = default;
};
[[nodiscard]] std::string write_result_note(const ResultNote& note);
[[nodiscard]] crypto::Result<ResultNote> read_result_note(std::string_view text);

}  // namespace tallystick::ballot
