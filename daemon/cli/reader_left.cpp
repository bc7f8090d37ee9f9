#include "cli/reader_left.h"

#include <poll.h>
#include <unistd.h>

namespace newsbus::cli {

bool reader_left() {
    pollfd out{STDOUT_FILENO, 0, 0};
    return ::poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace newsbus::cli
