package io.parlance.command;

import io.parlance.model.Address;

import java.util.Map;
import java.util.Set;

/// Who may give which command. Pure.
///
/// @param operators who may do everything
/// @param allow what the configuration says; the rest follows the rule
public record Permissions(Set<Address> operators, Map<Verb, Level> allow) {
    /// Copies the collections.
    public Permissions {
        operators = Set.copyOf(operators);
        allow = Map.copyOf(allow);
    }

    /// The least that is needed for a command.
    public Level of(Verb verb) {
        return allow.getOrDefault(verb, rule(verb));
    }

    private static Level rule(Verb verb) {
        return switch (verb) {
            case HELP, WHO, LOSS, WHERE, WHOAMI, IDENTIFY -> Level.ANYBODY;
            case LINK, ACCEPT, DECLINE, UNLINK -> Level.STAFF;
        };
    }

    /// Whether somebody who has these addresses is an operator.
    public boolean operator(Set<Address> addresses) {
        return addresses.stream().anyMatch(operators::contains);
    }
}
