package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Whose mail asked to be told that it was seen (RFC 8098 §2.1, chatmail's
/// `Chat-Disposition-Notification-To`), and who did tell. In memory only, like the receipts
/// themselves. Any thread.
final class Asked {
    private static final int MOST = 20_000;
    private static final int READERS = 10;

    /// A mail that asked.
    ///
    /// @param id its Message-ID
    /// @param writer who asked, and is told: nobody else, or a mail could have others sent to
    ///   strangers (RFC 8098 §2.1)
    /// @param ours the address it came to
    /// @param subject its subject
    /// @param chat whether a chat program asked, which tells its user nothing by a mail of its own
    record Wish(String id, String writer, String ours, String subject, boolean chat) {}

    private record Open(Wish wish, Set<String> told) {}

    private final Map<String, Open> byId = new LinkedHashMap<>();

    /// Remembers the mail, known by `nativeId`, if it asks.
    synchronized void keep(String nativeId, Letter letter, String ours) {
        boolean chat = names(letter, "chat-disposition-notification-to");
        boolean other = names(letter, "disposition-notification-to");
        if (!letter.automatic() && (chat || other)) {
            Wish wish = new Wish(letter.id(), letter.from(), ours, letter.subject(), chat);
            byId.put(nativeId, new Open(wish, new HashSet<>()));
            if (byId.size() > MOST) {
                byId.remove(byId.keySet().iterator().next());
            }
        }
    }

    /// Takes the wish that `reader` now fulfils; null if the mail did not ask, or was answered. In
    /// a room, only a chat program hears of more than one reader, and not of a crowd.
    synchronized @Nullable Wish take(String nativeId, String reader) {
        Open open = byId.get(nativeId);
        if (open == null) {
            return null;
        }
        int most = open.wish().chat() ? READERS : 1;
        return open.told().size() < most && open.told().add(reader) ? open.wish() : null;
    }

    private static boolean names(Letter letter, String field) {
        return Recipients.named(letter.headers().first(field)).stream()
                .anyMatch(address -> address.equalsIgnoreCase(letter.from()));
    }
}
