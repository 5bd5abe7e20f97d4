// SPDX-License-Identifier: GPL-3.0-or-later
#include "print_program.h"

#include <filesystem>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tallystick::cli {

crypto::Result<void> run_print(const std::vector<std::string>& arguments) {
    std::error_code ignored;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
    std::string program = (self.parent_path() / "tallystick-print").string();
    if (access(program.c_str(), X_OK) != 0) program = "tallystick-print";
    std::vector<std::string> words = arguments;
    std::vector<char*> argv{program.data()};
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, argv.data(), environ) != 0)
        return crypto::unreadable("tallystick-print could not be started",
                                  "install it beside tallystick, or leave the PDF out");
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return crypto::unreadable("tallystick-print did not finish", "its message stands above");
}

}  // namespace tallystick::cli
