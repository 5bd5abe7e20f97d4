// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk's widgets, each an Element put together from rows, texts and icons. All targets are at
// least 12.7 mm both ways. Icons always stand with text. A widget that is not available stays
// readable and can still be touched: its activation is for explaining (why() gives the reason).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ui/element.h>

namespace tallystick::ui {

enum class ButtonKind { primary, proceed, secondary, quiet, danger };

struct ButtonText {
    std::string text;                // drawn
    std::string heard = {};          // "Add, Juice bar, £2,500"; empty: as drawn
    std::optional<Icon> icon = {};   // before the text (start side)
    std::optional<Icon> after = {};  // after it, as › on the next step
};
[[nodiscard]] Element button(std::string id, ButtonKind kind, ButtonText text);
// The same, not available: with a lock and a broken outline in every theme, and the reason heard;
// its activation should explain.
[[nodiscard]] Element unavailable(Element button, std::string reason);
// The same with its words alone, where there is no room for more; a lock stays.
[[nodiscard]] Element without_icons(Element button);
// A small rounded button for the header; `selected` draws it pressed in.
[[nodiscard]] Element chip(std::string id, ButtonText text);
// On/off, with a tick when on.
[[nodiscard]] Element toggle(std::string id, std::string text, bool on);

[[nodiscard]] Element heading(std::string words);  // of the screen
[[nodiscard]] Element display(std::string words);  // larger: "Your vote is in"
[[nodiscard]] Element title(std::string words);    // of a card or section
[[nodiscard]] Element paragraph(std::string words);
[[nodiscard]] Element soft(std::string words);  // secondary
// A card that groups: `heard` is its name in the semantic tree.
[[nodiscard]] Element card(std::string id, std::string heard, std::vector<Element> children);
[[nodiscard]] Element badge(Icon icon, std::string words);
[[nodiscard]] Element notice(std::string id, Icon icon, std::string words);
// Something that came back wrong, with what to do: role status, spoken when it appears.
[[nodiscard]] Element alarm(std::string id, Icon icon, std::string words);

// A tinted square with an icon, for areas and pots.
[[nodiscard]] Element emblem(Icon icon, int accent);
// Cut to fill width_mm × height_mm, or the column's width if width_mm is 0. A missing file gives a
// drawn picture in the accent. `heard` describes it; empty for one that only decorates.
[[nodiscard]] Element picture(std::string path, std::string heard, float width_mm, float height_mm,
                              int accent);
[[nodiscard]] Element qr(std::string id, std::string bytes, std::string heard, float side_mm);

// Parts in their accents with gaps between, the rest as track. `heard`: "£96,000 of £120,000".
[[nodiscard]] Element bar(std::string id, std::vector<BarPart> parts, double whole,
                          std::string heard);
// `there` of `places` tokens, drawn one by one.
[[nodiscard]] Element tokens(std::int64_t there, std::int64_t places, int accent);
// More are not told apart at a glance; a bar or a number says it then.
inline constexpr std::int64_t most_tokens_drawn = 20;
[[nodiscard]] Element progress(std::string id, double fraction, std::string heard);

// One of several, a full line each: radio mark or tick box, text, and a second line.
enum class Mark { one_of, any_of };
[[nodiscard]] Element choice(std::string id, Mark mark, std::string words, std::string second,
                             bool selected);
[[nodiscard]] Element tab(std::string id, std::string words, std::string value, bool selected);

// − n +: ids `id`/less and `id`/more. A side without a reason is available.
struct StepperText {
    std::string value;  // drawn between
    std::string less;   // drawn beside the marks
    std::string more;
    std::string heard_less;  // "One token less for Juice bar"
    std::string heard_more;
    std::string why_not_less = {};
    std::string why_not_more = {};
    std::string heard_value = {};       // with either key; empty: as drawn
    std::optional<Element> under = {};  // the value, in a second way
};
[[nodiscard]] Element stepper(const std::string& id, const StepperText& text);

// What was typed, in groups; `hint` where nothing is.
[[nodiscard]] Element field(std::string id, std::string heard, std::string typed, std::string hint);

// Keys with ids `id`/A …, `id`/erase and `id`/done; in rows of at most `columns`.
struct KeypadText {
    std::string keys;   // "0123456789" or the Crockford alphabet
    std::string erase;  // "Delete"
    std::string done;   // "" for none; id `id`/done
};
inline constexpr std::string_view digits = "1234567890";
inline constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
[[nodiscard]] Element keypad(const std::string& id, const KeypadText& text, std::size_t columns);

// A dialog for Screen::dialog: a card with heading, words and buttons below.
[[nodiscard]] Element dialog(std::string id, std::string heading_words,
                             std::vector<Element> content, std::vector<Element> buttons);

}  // namespace tallystick::ui
