package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The pictures that chat programs send of their users (chatmail, `Chat-User-Avatar`): in the field
/// itself, or as a file that it names; `0` where there is none any more. Told when it changed.
///
/// @param context the gateway
/// @param limit the largest picture, in bytes
record Faces(AdapterContext context, long limit) {
    private static final Logger LOG = LoggerFactory.getLogger(Faces.class);
    private static final String PREFIX = "face/";
    private static final String INLINE = "base64:";

    /// Tells of the picture that the mail brings, if it is another than before.
    void take(Letter letter, Participant sender) throws IOException, InterruptedException {
        String field = letter.headers().first("chat-user-avatar").replaceAll("\\s+", "");
        if (field.isEmpty()) {
            return;
        }
        String key = PREFIX + MessageIds.digest(letter.from()).substring(0, 26);
        FilePart file = file(letter, field);
        String now = field + (file == null ? "" : " " + file.size());
        Optional<String> before = Await.result(context.store().get(key));
        String digest = MessageIds.digest(now);
        if (before.isEmpty() ? field.equals("0") : before.get().equals(digest)) {
            return;
        }
        Event.Avatar avatar = avatar(field, file);
        if (avatar != null) {
            Event event = new Event.Profile(null, avatar);
            var everyone = new Conversation.Everyone();
            Await.result(
                    context.hub()
                            .accept(Envelope.of(sender, everyone, null, letter.sentAt(), event)));
            Await.result(context.store().put(key, digest));
        }
    }

    private static @Nullable FilePart file(Letter letter, String name) {
        return letter.contents().files().stream()
                .filter(it -> it.name().equals(name) && it.mediaType().startsWith("image/"))
                .findFirst()
                .orElse(null);
    }

    /// The picture; null if the field leads to none.
    private Event.@Nullable Avatar avatar(String field, @Nullable FilePart file)
            throws IOException {
        if (field.equals("0")) {
            return Event.Avatar.NONE;
        }
        if (field.startsWith(INLINE)) {
            byte[] encoded = field.substring(INLINE.length()).getBytes(StandardCharsets.US_ASCII);
            var content = new Radix64(new ByteArrayInputStream(encoded));
            return kept("avatar", "application/octet-stream", content);
        }
        if (file == null || file.size() > Math.min(limit, context.media().limit())) {
            LOG.debug("A picture of somebody is missing or too large");
            return null;
        }
        return kept(file.name(), file.mediaType(), file.content().get());
    }

    private Event.@Nullable Avatar kept(String name, String type, InputStream content)
            throws IOException {
        try (content) {
            var described = new Attachment(name, type, -1, URI.create("about:blank"));
            Attachment kept = context.media().keep(described, content);
            return kept.mediaType().startsWith("image/") ? new Event.Avatar(kept) : null;
        }
    }
}
