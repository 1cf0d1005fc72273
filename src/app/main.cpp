// SPDX-License-Identifier: Apache-2.0
// The one binary.
#include <csignal>

#include "app/command.hpp"

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a quota is a write that fails, with a sentence, and no sudden death
    kheo::app::Program program;
    return kheo::app::run(program, argc, argv);
}
