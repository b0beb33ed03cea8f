package io.parlance.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import org.slf4j.LoggerFactory;

/// What is logged: to standard error, in colour on a terminal.
final class Logging {
    private static final String PATTERN = "parlance.log.pattern";
    private static final String COLOURED =
            "%gray(%d{HH:mm:ss.SSS}) %highlight(%-5level) %cyan(%logger{0}) %msg%n";

    private Logging() {}

    /// Before the first line is logged.
    static void prepare() {
        boolean plain = System.getenv("NO_COLOR") != null || System.getProperty(PATTERN) != null;
        if (Paint.isTerminal() && !plain) {
            System.setProperty(PATTERN, COLOURED);
        }
    }

    /// Sets how much the gateway itself logs.
    static void level(String level) {
        if (LoggerFactory.getLogger("io.parlance") instanceof Logger logger) {
            logger.setLevel(Level.valueOf(level));
        }
    }
}
