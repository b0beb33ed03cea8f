package io.parlance.hub;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Location;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.RichText;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;
import io.parlance.text.PlainText;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What somebody wrote, on its way to something simpler; the formatted text changes as the plain
/// one does. Pure.
///
/// @param loss what is not left of it, in words
record Draft(
        String text,
        List<Attachment> attachments,
        @Nullable RichText rich,
        @Nullable Location location,
        String loss) {
    static Draft of(Body body, String loss) {
        return new Draft(body.text(), body.attachments(), body.rich(), body.location(), loss);
    }

    Body body() {
        return new Body(text, attachments, rich, location);
    }

    boolean saysNothing() {
        return text.isEmpty() && attachments.isEmpty() && location == null;
    }

    Draft emote(Participant sender) {
        String before = "* " + sender.shownName() + " ";
        return with(
                before + text, rich == null ? null : rich.after(before), "an action became text");
    }

    Draft reply(@Nullable String quoted) {
        if (quoted == null || quoted.isBlank()) {
            return lost("a reply lost its reference");
        }
        String line = Words.quoteLine(quoted);
        Block quote = new Block.Quote(List.of(RichText.lines(line.substring("> ".length()))));
        return with(
                line + "\n" + text,
                rich == null ? null : rich.below(quote),
                "a reply became a quotation");
    }

    Draft attachments(Capabilities there) {
        if (attachments.isEmpty()) {
            return this;
        }
        Files files = Files.sorted(attachments, there);
        Draft kept = new Draft(text, files.kept(), rich, location, Words.and(loss, files.loss()));
        return files.links().isEmpty() ? kept : kept.below(Words.links(files.links()));
    }

    Draft location(Capabilities there) {
        Location place = location;
        if (place == null || there.has(Feature.LOCATION)) {
            return this;
        }
        Draft without = new Draft(text, attachments, rich, null, loss);
        if (there.of(Feature.LOCATION) == Support.DROPPED) {
            return without.lost("a place was left out");
        }
        return (text.contains("geo:") ? without : without.below(Words.place(place)))
                .lost("a place became text");
    }

    /// That it should vanish, where it will not.
    Draft expiry(@Nullable Instant expires, Capabilities there) {
        if (expires == null || there.has(Feature.EXPIRY)) {
            return this;
        }
        return (there.of(Feature.EXPIRY) == Support.DROPPED ? this : below(Words.until(expires)))
                .lost("it does not vanish there");
    }

    Draft formatting(Capabilities there) {
        if (rich == null || there.has(Feature.FORMATTING)) {
            return this;
        }
        // What the network sent as plain text tells a spoiler openly; told as text, it is
        // announced.
        String told = PlainText.of(rich);
        return with(told.contains("[spoiler") ? told : text, null, "formatting was lost");
    }

    /// With a line after it.
    private Draft below(String line) {
        return with(
                text.isEmpty() ? line : text + "\n" + line,
                rich == null ? null : rich.above(RichText.lines(line)),
                "");
    }

    Draft lost(String what) {
        return new Draft(text, attachments, rich, location, Words.and(loss, what));
    }

    private Draft with(String words, @Nullable RichText formatted, String lost) {
        return new Draft(words, attachments, formatted, location, Words.and(loss, lost));
    }

    /// A message's files, by what becomes of them.
    ///
    /// @param kept what stays a file
    /// @param links what is told as a link
    /// @param loss what is lost, in words
    record Files(List<Attachment> kept, List<Attachment> links, String loss) {
        private static final Files NONE = new Files(List.of(), List.of(), "");

        static Files sorted(List<Attachment> all, Capabilities there) {
            return switch (there.of(Feature.ATTACHMENT)) {
                case REJECTED, DROPPED -> new Files(List.of(), List.of(), "files were left out");
                case FALLBACK -> new Files(List.of(), all, "files became links");
                case PARTIAL, FULL -> {
                    Files files = NONE;
                    for (Attachment each : all) {
                        files = files.and(each, there);
                    }
                    yield files;
                }
            };
        }

        /// Whether all of them stay as they are.
        static boolean fit(List<Attachment> all, Capabilities there) {
            return all.isEmpty()
                    || (there.has(Feature.ATTACHMENT)
                            && all.stream().allMatch(each -> fits(each, there)));
        }

        private static boolean fits(Attachment file, Capabilities there) {
            Feature feature = Words.feature(file.kind());
            return file.size() <= there.bounds().attachmentBytes()
                    && (feature == Feature.ATTACHMENT || there.has(feature));
        }

        private Files and(Attachment file, Capabilities there) {
            if (file.size() > there.bounds().attachmentBytes()) {
                return new Files(
                        kept, added(links, file), more("a file that is too large became a link"));
            }
            if (fits(file, there)) {
                return new Files(added(kept, file), links, loss);
            }
            Feature feature = Words.feature(file.kind());
            return there.of(feature) == Support.DROPPED
                    ? new Files(kept, links, more(Words.feature(feature) + " was left out"))
                    : new Files(
                            added(kept, plain(file)),
                            links,
                            more(Words.feature(feature) + " became a file"));
        }

        private String more(String what) {
            return loss.contains(what) ? loss : Words.and(loss, what);
        }

        /// As what everybody knows.
        private static Attachment plain(Attachment file) {
            Attachment.Kind kind =
                    switch (file.kind()) {
                        case VOICE -> Attachment.Kind.AUDIO;
                        case STICKER -> Attachment.Kind.IMAGE;
                        case FILE, IMAGE, VIDEO, AUDIO -> file.kind();
                    };
            return new Attachment(
                    file.name(),
                    file.mediaType(),
                    file.size(),
                    file.location(),
                    kind,
                    file.details());
        }

        private static List<Attachment> added(List<Attachment> files, Attachment file) {
            return Stream.concat(files.stream(), Stream.of(file)).toList();
        }
    }
}
