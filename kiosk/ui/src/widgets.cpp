// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/widgets.h>

#include <algorithm>

namespace tallystick::ui {
namespace {

Look look_of(ButtonKind kind) {
    switch (kind) {
        case ButtonKind::primary:
            return Look::primary;
        case ButtonKind::proceed:
            return Look::proceed;
        case ButtonKind::secondary:
            return Look::secondary;
        case ButtonKind::quiet:
            return Look::quiet;
        case ButtonKind::danger:
            return Look::danger;
    }
    return Look::secondary;
}

// The row of icon and words that every pressable thing is made of.
Element pressable(std::string id, Role role, ButtonText words, Type type) {
    std::vector<Element> parts;
    if (words.icon) parts.push_back(icon(*words.icon, type));
    if (!words.text.empty()) {
        const bool alone = !words.icon && !words.after;
        parts.push_back(text(words.text, type).aligned(alone ? Align::centre : Align::start));
        parts.back().on_control = true;
    }
    if (words.after) parts.push_back(icon(*words.after, type));
    Element e = row(std::move(parts)).unbroken().along(Main::centre);
    e.label = words.heard.empty() ? std::move(words.text) : std::move(words.heard);
    e.id = std::move(id);
    e.role = role;
    e.target = true;
    return e;
}

}  // namespace

Element button(std::string id, ButtonKind kind, ButtonText words) {
    const bool next = kind == ButtonKind::proceed;
    return pressable(std::move(id), Role::button, std::move(words),
                     next ? Type::title : Type::strong)
        .looking(look_of(kind))
        .padded(next ? Space::l : Space::m, Space::s)
        .high(next ? 17.0F : 14.0F);
}

// A lock stands for its own icon, so that it is no wider than before where it had one.
Element unavailable(Element e, std::string reason) {
    e.enabled = false;
    e.look = Look::disabled;
    e.reason = std::move(reason);
    std::erase_if(e.children, [](const Element& part) { return part.kind == Element::Kind::icon; });
    const Type type = e.children.empty() ? Type::strong : e.children.front().type;
    for (auto& part : e.children) part.align = Align::start;
    e.children.insert(e.children.begin(), icon(Icon::lock, type));
    e.children.front().stays = true;
    return e;
}

Element without_icons(Element e) {
    const auto is_ornament = [](const Element& part) {
        return part.kind == Element::Kind::icon && !part.stays;
    };
    std::erase_if(e.children, is_ornament);
    const bool alone = e.children.size() == 1;
    for (auto& part : e.children) {
        if (part.kind == Element::Kind::text && alone) part.align = Align::centre;
        // No higher than the words beside it.
        if (part.kind == Element::Kind::icon) part.icon_em = std::min(part.icon_em, 0.9F);
        part = without_icons(std::move(part));
    }
    return e;
}

Element chip(std::string id, ButtonText words) {
    return pressable(std::move(id), Role::button, std::move(words), Type::soft)
        .looking(Look::secondary)
        .padded(Space::m, Space::s)
        .inked(Ink::normal);
}

Element toggle(std::string id, std::string words, bool on) {
    ButtonText content;
    content.text = std::move(words);
    if (on) content.icon = Icon::check;
    return pressable(std::move(id), Role::toggle, std::move(content), Type::body)
        .looking(on ? Look::chosen : Look::secondary)
        .padded(Space::m, Space::s)
        .chosen_if(on);
}

Element heading(std::string words) {
    return text(std::move(words), Type::heading).as(Role::heading);
}
Element display(std::string words) {
    return text(std::move(words), Type::display).as(Role::heading).aligned(Align::centre);
}
Element title(std::string words) {
    return text(std::move(words), Type::title).as(Role::heading);
}
Element paragraph(std::string words) {
    return text(std::move(words)).at_most(44);
}
Element soft(std::string words) {
    return text(std::move(words), Type::soft);
}

Element card(std::string id, std::string heard, std::vector<Element> children) {
    return column(std::move(children))
        .with_id(std::move(id))
        .as(Role::group)
        .heard(std::move(heard))
        .looking(Look::card)
        .padded(Space::l, Space::m)
        .spaced(Space::s);
}

Element badge(Icon which, std::string words) {
    return row(elements(icon(which, Type::soft),
                        text(std::move(words), Type::soft).inked(Ink::normal)))
        .unbroken()
        .looking(Look::badge)
        .padded(Space::s, Space::xs)
        .spaced(Space::xs);
}

Element notice(std::string id, Icon which, std::string words) {
    Element words_element = text(words).growing(1);
    return row(elements(icon(which, Type::title), std::move(words_element)))
        .unbroken()
        .with_id(std::move(id))
        .as(Role::status)
        .heard(std::move(words))
        .looking(Look::notice)
        .padded(Space::m, Space::s);
}

Element alarm(std::string id, Icon which, std::string words) {
    return notice(std::move(id), which, std::move(words)).looking(Look::danger);
}

Element emblem(Icon which, int accent) {
    Element mark = icon(which, Type::title);
    mark.icon_em = 1.5F;
    return column(elements(std::move(mark).inked(Ink::accent).accented(accent)))
        .across(Cross::centre)
        .looking(Look::soft_accent)
        .accented(accent)
        .padded(Space::s);
}

Element picture(std::string path, std::string heard, float width_mm, float height_mm, int accent) {
    Element e;
    e.kind = Element::Kind::picture;
    e.text = std::move(path);
    e.label = std::move(heard);
    if (!e.label.empty()) e.role = Role::image;
    e.width_mm = width_mm;
    e.height_mm = height_mm;
    e.accent = accent;
    return e;
}

Element qr(std::string id, std::string bytes, std::string heard, float side_mm) {
    Element e;
    e.kind = Element::Kind::qr;
    e.id = std::move(id);
    e.role = Role::image;
    e.text = std::move(bytes);
    e.label = std::move(heard);
    e.width_mm = side_mm;
    e.height_mm = side_mm;
    return e;
}

Element bar(std::string id, std::vector<BarPart> parts, double whole, std::string heard) {
    Element e;
    e.kind = Element::Kind::bar;
    e.id = std::move(id);
    e.role = Role::progress;
    e.label = std::move(heard);
    e.parts = std::move(parts);
    e.whole = whole;
    e.height_mm = 6;
    e.grow = 1;
    return e;
}

Element tokens(std::int64_t there, std::int64_t places, int accent) {
    Element e;
    e.kind = Element::Kind::bar;
    e.discs = true;
    e.parts = {{static_cast<double>(there), accent}};
    e.whole = static_cast<double>(places);
    return e;
}

Element progress(std::string id, double fraction, std::string heard) {
    return bar(std::move(id), {{fraction, 1}}, 1, std::move(heard));
}

Element choice(std::string id, Mark mark, std::string words, std::string second, bool selected) {
    // The mark's form says which kind it is; the tick inside says that it is chosen.
    std::vector<Element> tick;
    if (selected) tick.push_back(icon(Icon::check).wide(6.6F));
    Element box = column(std::move(tick))
                      .across(Cross::centre)
                      .along(Main::centre)
                      .looking(mark == Mark::one_of ? Look::radio : Look::tick_box)
                      .chosen_if(selected)
                      .wide(9)
                      .high(9);
    std::vector<Element> lines = elements(text(words, Type::strong));
    if (!second.empty()) lines.push_back(soft(second));
    Element e = row(elements(std::move(box), column(std::move(lines)).spaced(Space::xs).growing(1)))
                    .unbroken()
                    .spaced(Space::m)
                    .padded(Space::m, Space::s)
                    .looking(selected ? Look::chosen : Look::secondary)
                    .with_id(std::move(id))
                    .as(Role::choice)
                    .chosen_if(selected)
                    .heard(std::move(words))
                    .valued(std::move(second));
    e.target = true;
    return e;
}

Element tab(std::string id, std::string words, std::string value, bool selected) {
    std::vector<Element> lines = elements(text(words, selected ? Type::strong : Type::body));
    if (!value.empty()) lines.push_back(soft(value));
    Element e = column(std::move(lines))
                    .spaced(Space::xs)
                    .along(Main::centre)
                    .padded(Space::m, Space::s)
                    .looking(selected ? Look::chosen : Look::secondary)
                    .with_id(std::move(id))
                    .as(Role::tab)
                    .chosen_if(selected)
                    .heard(std::move(words))
                    .valued(std::move(value));
    e.target = true;
    return e;
}

Element stepper(const std::string& id, const StepperText& words) {
    const auto side = [&](const char* which, Icon mark, std::string drawn, std::string heard,
                          std::string reason) {
        ButtonText content;
        content.text = std::move(drawn);
        content.icon = mark;
        content.heard = std::move(heard);
        Element e = button(id + which, ButtonKind::secondary, std::move(content))
                        .valued(words.heard_value.empty() ? words.value : words.heard_value);
        return reason.empty() ? std::move(e) : unavailable(std::move(e), std::move(reason));
    };
    Element less = side("/less", Icon::minus, words.less, words.heard_less, words.why_not_less);
    Element more = side("/more", Icon::plus, words.more, words.heard_more, words.why_not_more);
    if (more.enabled) more.look = Look::primary;
    Element value = text(words.value, Type::strong).aligned(Align::centre);
    if (words.under)
        value = column(elements(std::move(value), *words.under))
                    .across(Cross::centre)
                    .spaced(Space::xs);
    return row(elements(std::move(less), std::move(value).growing(1).at_least(3), std::move(more)))
        .unbroken();
}

Element field(std::string id, std::string heard, std::string typed, std::string hint) {
    const bool empty = typed.empty();
    Element inside = empty ? soft(hint) : text(typed, Type::code);
    return column(elements(std::move(inside)))
        .with_id(std::move(id))
        .as(Role::field)
        .heard(std::move(heard))
        .valued(empty ? std::move(hint) : std::move(typed))
        .looking(Look::field)
        .padded(Space::m, Space::s)
        .along(Main::centre)
        .high(15);
}

Element keypad(const std::string& id, const KeypadText& words, std::size_t columns) {
    std::vector<Element> keys;
    for (const char key : words.keys) {
        ButtonText content;
        content.text = std::string(1, key);
        keys.push_back(pressable(id + "/" + key, Role::key, std::move(content), Type::code)
                           .looking(Look::secondary));
    }
    // As on every telephone: 0 under 8.
    if (columns == 3 && words.keys == digits) keys.insert(keys.end() - 1, spacer());
    Element e = grid(0, std::move(keys)).spaced(Space::s);
    e.most_columns = columns;
    e.left_to_right = true;
    std::vector<Element> last;
    if (!words.erase.empty()) {
        ButtonText content;
        content.text = words.erase;
        content.icon = Icon::back;
        last.push_back(button(id + "/erase", ButtonKind::secondary, std::move(content)).growing(1));
    }
    if (!words.done.empty()) {
        ButtonText content;
        content.text = words.done;
        content.after = Icon::forward;
        last.push_back(button(id + "/done", ButtonKind::proceed, std::move(content)).growing(1));
    }
    if (last.empty()) return column(elements(std::move(e)));
    return column(elements(std::move(e), row(std::move(last)).across(Cross::stretch)));
}

Element dialog(std::string id, std::string heading_words, std::vector<Element> content,
               std::vector<Element> buttons) {
    std::vector<Element> all;
    all.push_back(heading(heading_words));
    for (auto& one : content) all.push_back(std::move(one));
    if (!buttons.empty()) {
        for (auto& one : buttons) one.grow = std::max(one.grow, 1.0F);
        all.push_back(row(std::move(buttons)).spaced(Space::m).across(Cross::stretch));
    }
    return column(std::move(all))
        .with_id(std::move(id))
        .as(Role::dialog)
        .heard(std::move(heading_words))
        .looking(Look::card)
        .spaced(Space::m)
        .padded(Space::l)
        .at_most(34);
}

}  // namespace tallystick::ui
