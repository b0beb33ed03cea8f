/// Commands that people give from inside their networks: what was written is read by
/// [io.parlance.command.CommandLine], may be done by whom [io.parlance.command.Permissions] says,
/// and is done by the [io.parlance.command.Desk]. The bot that takes them is a network of one
/// person, so commands and answers are messages like any other: durable, in order, traced, and
/// never answered in a circle.
@NullMarked
package io.parlance.command;

import org.jspecify.annotations.NullMarked;
