// SPDX-License-Identifier: GPL-3.0-or-later
// How a machine becomes a kiosk: it makes its key and writes a request (its verifier key, one
// line); the organiser signs a certificate for it with `tallystick kiosk enrol`; with that
// certificate the ballot box is made and the steward's PIN set. docs/FORMAT.md "Certificate".
#pragma once

#include <string>

#include <ballot/files.h>

namespace tallystick::app {

struct Enrolment {
    ballot::Path pack, data;
    std::string name;          // first step, with `request`
    ballot::Path request;      // folder for <name>.vkey
    ballot::Path certificate;  // second step
    std::string pin;
};

// What was done and what comes next, in the operator's words.
[[nodiscard]] crypto::Result<std::string> enrol(const Enrolment& enrolment);

}  // namespace tallystick::app
