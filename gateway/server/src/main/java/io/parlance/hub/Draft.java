package io.parlance.hub;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.RichText;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What somebody wrote, on its way to something simpler; the formatted text changes as the plain
/// one does. Pure.
record Draft(String text, List<Attachment> attachments, @Nullable RichText rich, String loss) {
    static Draft of(Body body, String loss) {
        return new Draft(body.text(), body.attachments(), body.rich(), loss);
    }

    Body body() {
        return new Body(text, attachments, rich);
    }

    boolean saysNothing() {
        return text.isEmpty() && attachments.isEmpty();
    }

    Draft emote(Participant sender) {
        String before = "* " + sender.shownName() + " ";
        return new Draft(
                before + text,
                attachments,
                rich == null ? null : rich.after(before),
                Words.and(loss, "an action became text"));
    }

    Draft reply(@Nullable String quoted) {
        if (quoted == null || quoted.isBlank()) {
            return new Draft(
                    text, attachments, rich, Words.and(loss, "a reply lost its reference"));
        }
        String line = Words.quoteLine(quoted);
        Block quote = new Block.Quote(List.of(RichText.lines(line.substring("> ".length()))));
        return new Draft(
                line + "\n" + text,
                attachments,
                rich == null ? null : rich.below(quote),
                Words.and(loss, "a reply became a quotation"));
    }

    Draft attachments(Capabilities there) {
        if (attachments.isEmpty()) {
            return this;
        }
        return switch (there.of(Feature.ATTACHMENT)) {
            case REJECTED, DROPPED ->
                    new Draft(text, List.of(), rich, Words.and(loss, "files were left out"));
            case FALLBACK ->
                    new Draft(
                            Words.withLinks(text, attachments),
                            List.of(),
                            rich == null ? null : rich.above(links()),
                            Words.and(loss, "files became links"));
            case PARTIAL, FULL -> this;
        };
    }

    private Block links() {
        return RichText.lines(Words.withLinks("", attachments));
    }

    Draft formatting(Capabilities there) {
        return rich == null || there.has(Feature.FORMATTING)
                ? this
                : new Draft(text, attachments, null, Words.and(loss, "formatting was lost"));
    }
}
