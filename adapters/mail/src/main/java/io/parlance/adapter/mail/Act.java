package io.parlance.adapter.mail;

import java.util.List;

/// What a mail does, by its header and its parts: mostly it says something; a chat program may mean
/// a mail before by it (chatmail's `Chat-Edit`, `Chat-Delete`, RFC 9078). Message-IDs keep their
/// angle brackets.
sealed interface Act {
    /// The most mails that one mail takes back.
    int MOST = 50;

    /// It says something.
    record Say() implements Act {}

    /// It says something in place of an earlier mail.
    record Edit(String target) implements Act {}

    /// It takes mails back.
    record Delete(List<String> targets) implements Act {
        /// Copies the list.
        public Delete {
            targets = List.copyOf(targets);
        }
    }

    /// It reacts to a mail; with nothing, to take back what was there.
    record React(String target, List<String> emoji) implements Act {
        /// Copies the list.
        public React {
            emoji = List.copyOf(emoji);
        }
    }

    /// It gives the room another name.
    record Rename(String name) implements Act {}

    /// What the mail does.
    ///
    /// @param room whether it came to a list: only that has a name
    static Act of(Letter letter, boolean room) {
        Headers headers = letter.headers();
        List<String> edited = MessageIds.listed(headers.first("chat-edit"));
        if (!edited.isEmpty()) {
            return new Edit(edited.getFirst());
        }
        List<String> deleted = MessageIds.listed(headers.first("chat-delete"));
        if (!deleted.isEmpty()) {
            return new Delete(deleted.stream().distinct().limit(MOST).toList());
        }
        List<String> emoji = letter.contents().reaction();
        String parent = letter.inReplyTo();
        if (emoji != null && parent != null) {
            return new React(parent, emoji);
        }
        String name = HeaderText.name(HeaderText.decode(headers.first("chat-group-name")));
        return room && name != null && headers.has("chat-group-name-changed")
                ? new Rename(name)
                : new Say();
    }
}
