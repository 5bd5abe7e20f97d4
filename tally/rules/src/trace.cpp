// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/trace.h>

namespace tallystick::rules {

const char* name_of(Action action) {
    switch (action) {
        case Action::fund:
            return "fund";
        case Action::part_fund:
            return "part-fund";
        case Action::skip:
            return "skip";
        case Action::stop:
            return "stop";
        case Action::bar:
            return "bar";
        case Action::raise:
            return "raise";
        case Action::complete:
            return "complete";
        case Action::settle:
            return "settle";
        case Action::leftover:
            return "leftover";
    }
    return "";
}

const char* name_of(Status status) {
    switch (status) {
        case Status::funded:
            return "funded";
        case Status::part_funded:
            return "part-funded";
        case Status::fixed:
            return "fixed";
        case Status::not_funded:
            return "not-funded";
    }
    return "";
}

}  // namespace tallystick::rules
