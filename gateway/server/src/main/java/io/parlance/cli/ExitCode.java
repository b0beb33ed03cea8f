package io.parlance.cli;

/// What the command line ends with, after sysexits.h where that has a number.
final class ExitCode {
    /// Done.
    static final int OK = 0;

    /// The gateway said no, or what was asked for is not there.
    static final int NO = 1;

    /// The command line makes no sense.
    static final int USAGE = 2;

    /// The running gateway, or a service that the gateway needs, is not there.
    static final int UNAVAILABLE = 69;

    /// A fault of the gateway's own.
    static final int INTERNAL = 70;

    /// The data folder cannot be used.
    static final int DATA = 73;

    /// The gateway refused the token, or there is none.
    static final int NO_TOKEN = 77;

    /// The configuration is wrong.
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
