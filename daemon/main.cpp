#include "cli/command.h"

int main(int argc, char** argv) {
    return newsbus::cli::main(argc, argv);
}
