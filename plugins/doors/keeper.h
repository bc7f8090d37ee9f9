#pragma once

/// What newsbus and its keeper say to each other: SOCK_SEQPACKET, each message one of these. newsbus-keeper MEMORY
/// COMMAND [ARGUMENT...] has the socket as descriptor `lifeline`.
namespace newsbus::plugins::keeper {

constexpr int lifeline = 3;

/// From the keeper: first `started`, then `ended`, unless the program could not be started.
struct Report {
    enum Kind : int { started, ended } kind;
    int value;  ///< started: errno of what failed, 0 = nothing did; ended: the status, as waitpid() gives it
};

/// From newsbus: the program shall end (SIGTERM). When the socket ends, with newsbus or before, the keeper ends it and
/// all that it ever started.
struct Please {};

}  // namespace newsbus::plugins::keeper
