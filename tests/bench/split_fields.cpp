// SPDX-License-Identifier: GPL-3.0-or-later
// split_fields FILE: reads the bytes and splits them into lines, fields and the members of lists,
// and no more: what scripts/bench_rules holds the reading of a `.pb` file against.
#include <cstdio>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
    const int file = argc == 2 ? ::open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0) return 2;
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED) return 2;
    std::size_t lines = 0, fields = 0, members = 0;
    const char* const end = static_cast<const char*>(bytes) + size;
    for (const char* at = static_cast<const char*>(bytes); at != end; ++at) {
        if (*at == ',') ++members;
        if (*at == ';') ++fields;
        if (*at == '\n') ++lines;
    }
    std::printf("%zu lines, %zu fields, %zu members of lists\n", lines, fields + lines,
                members + fields + lines);
    return 0;
}
