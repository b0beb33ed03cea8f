package io.parlance.adapter.mail;

import io.parlance.model.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// To which of our addresses a mail came. The server that put it into the catch-all mailbox notes
/// the address in the envelope; To and Cc are only the writer's word, and lack blind copies.
///
/// @param addresses at our domain, canonical, each once
/// @param first our first address in To and Cc: the one whose copy keeps the plain Message-ID
record Recipients(List<String> addresses, @Nullable String first) {
    private static final List<String> ENVELOPE =
            List.of("x-original-to", "envelope-to", "x-envelope-to", "delivered-to");
    private static final Pattern
            ADDRESS = // The look behind keeps a long word from being tried at each of its letters.
            Pattern.compile("(?<![^\\s<>,;\"()])[^\\s<>,;\"()]+@[^\\s<>,;\"()]+");
    private static final int MOST = 50;

    /// Copies the list.
    Recipients {
        addresses = List.copyOf(addresses);
    }

    /// Reads the header; `mailbox` is the address of the catch-all mailbox itself, which servers
    /// note as well.
    static Recipients of(Headers headers, MailAddresses space, String mailbox) {
        List<String> visible = new ArrayList<>(ours(headers.all("to"), space, mailbox));
        visible.addAll(ours(headers.all("cc"), space, mailbox));
        String first = visible.isEmpty() ? null : visible.getFirst();
        for (String name : ENVELOPE) {
            Set<String> found = ours(headers.all(name), space, mailbox);
            if (!found.isEmpty()) {
                return new Recipients(List.copyOf(found), first);
            }
        }
        return new Recipients(List.copyOf(new LinkedHashSet<>(visible)), first);
    }

    /// The native id of the copy for one of the addresses.
    String nativeId(String messageId, String address) {
        return address.equals(first) ? messageId : MessageIds.forRecipient(messageId, address);
    }

    /// The addresses that a header field holds, as they stand there.
    static List<String> named(String value) {
        return ADDRESS.matcher(value).results().limit(MOST).map(MatchResult::group).toList();
    }

    private static Set<String> ours(List<String> values, MailAddresses space, String mailbox) {
        Set<String> found = new LinkedHashSet<>();
        for (String value : values) {
            Matcher address = ADDRESS.matcher(value);
            while (address.find() && found.size() < MOST) {
                canonical(address.group(), space)
                        .filter(space::isOurs)
                        .filter(one -> !one.equalsIgnoreCase(mailbox))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> canonical(String text, MailAddresses space) {
        try {
            return Optional.of(space.canonical(text));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }
}
