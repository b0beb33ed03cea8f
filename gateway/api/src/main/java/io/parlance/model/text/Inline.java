package io.parlance.model.text;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A part of a line of text.
public sealed interface Inline {
    /// Words as they are; no line break in them.
    record Text(String text) implements Inline {}

    /// Of importance; mostly shown bold.
    record Strong(List<Inline> content) implements Inline {
        /// Copies the list.
        public Strong {
            content = List.copyOf(content);
        }
    }

    /// Stressed; mostly shown in italics.
    record Emphasis(List<Inline> content) implements Inline {
        /// Copies the list.
        public Emphasis {
            content = List.copyOf(content);
        }
    }

    /// No longer valid; mostly shown struck through.
    record Strike(List<Inline> content) implements Inline {
        /// Copies the list.
        public Strike {
            content = List.copyOf(content);
        }
    }

    /// Underlined.
    record Underline(List<Inline> content) implements Inline {
        /// Copies the list.
        public Underline {
            content = List.copyOf(content);
        }
    }

    /// Words of a program, in one line.
    record Code(String text) implements Inline {}

    /// Words that lead somewhere.
    ///
    /// @param href where; always one that [Href] allows
    record Link(String href, List<Inline> content) implements Inline {
        /// Copies the list and refuses a dangerous target.
        public Link {
            content = List.copyOf(content);
            Href.check(href);
        }
    }

    /// Words that show only when asked for.
    ///
    /// @param reason what they are about, or null
    record Spoiler(@Nullable String reason, List<Inline> content) implements Inline {
        /// Copies the list.
        public Spoiler {
            content = List.copyOf(content);
        }
    }

    /// A new line in the same paragraph.
    record LineBreak() implements Inline {}

    /// Somebody who is spoken to or of.
    ///
    /// @param uri who, as a URI of their own network: `matrix:u/alice:hs.test`,
    ///   `xmpp:alice@xmpp.test`
    /// @param text how the writer called them
    record Mention(String uri, String text) implements Inline {
        /// Refuses what is no address.
        public Mention {
            Href.check(uri);
        }
    }
}
