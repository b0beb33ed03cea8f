/// The command line: one class per command, and nothing that a running node needs.
@NullMarked
package io.parlance.cli;

import org.jspecify.annotations.NullMarked;
