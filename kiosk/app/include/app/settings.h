// SPDX-License-Identifier: GPL-3.0-or-later
// kiosk.toml: what belongs to this machine and not to the round. Every key is optional:
//   pack = "/srv/tallystick/pack"      mirror = "/media/mirror"     export_to = "/media/stick"
//   diagonal_mm = 396                  switch_next = "f7"           switch_select = "f8"
// Unknown keys are refused, so that a misspelt one is not silently without effect.
#pragma once

#include <optional>
#include <string>

#include <ballot/files.h>
#include <ui/focus.h>

namespace tallystick::app {

struct Settings {
    std::optional<std::string> pack, mirror, export_to;
    double diagonal_mm = 0;  // of the whole screen; 0: not known
    ui::SwitchKeys switches;
};

// A file that is not there gives the defaults.
[[nodiscard]] crypto::Result<Settings> read_settings(const ballot::Path& file);
[[nodiscard]] crypto::Result<void> write_settings(const ballot::Path& file,
                                                  const Settings& settings);

}  // namespace tallystick::app
