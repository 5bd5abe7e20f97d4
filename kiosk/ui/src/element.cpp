// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/element.h>

namespace tallystick::ui {

Element column(std::vector<Element> children) {
    Element e;
    e.kind = Element::Kind::column;
    e.children = std::move(children);
    return e;
}

Element row(std::vector<Element> children) {
    Element e;
    e.kind = Element::Kind::row;
    e.cross = Cross::centre;
    e.children = std::move(children);
    return e;
}

Element grid(float least_em, std::vector<Element> children) {
    Element e;
    e.kind = Element::Kind::grid;
    e.least_em = least_em;
    e.gap = Space::l;
    e.children = std::move(children);
    return e;
}

Element grid_of(float least_em, std::size_t count, std::function<Element(std::size_t)> make) {
    Element e = grid(least_em, {});
    e.made_count = count;
    e.make = std::move(make);
    return e;
}

Element text(std::string words, Type type) {
    Element e;
    e.kind = Element::Kind::text;
    e.text = std::move(words);
    e.type = type;
    if (type == Type::soft) e.ink = Ink::soft;
    return e;
}

Element icon(Icon which, Type size) {
    Element e;
    e.kind = Element::Kind::icon;
    e.icon = which;
    e.type = size;
    return e;
}

Element spacer(float grow) {
    Element e;
    e.kind = Element::Kind::spacer;
    e.grow = grow;
    return e;
}

}  // namespace tallystick::ui
