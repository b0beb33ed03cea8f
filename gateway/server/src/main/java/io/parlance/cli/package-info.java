/// The command line: reads arguments, starts a node, or talks to the admin API of a running one.
@NullMarked
package io.parlance.cli;

import org.jspecify.annotations.NullMarked;
