package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/// What XMPP users look like: when a presence tells another hash of a picture (XEP-0153), their
/// card is asked for, a few at a time, and what is new is told to the hub. The hash is kept, so
/// that a restart asks nobody again. Confined to the event loop.
final class Faces {
    private static final Logger log = LoggerFactory.getLogger(Faces.class);
    private static final String CARD = "vcard-temp";
    private static final String KEY = "face/";
    private static final int AT_ONCE = 4;
    private static final int WAITING = 2_000;
    private static final int REMEMBERED = 8_192;

    private final Parts parts;
    private final Recent<String, String> seen = new Recent<>(REMEMBERED);
    private final Recent<String, String> names = new Recent<>(REMEMBERED);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int asking;

    Faces(Parts parts) {
        this.parts = parts;
    }

    /// Looks at a presence of somebody.
    ///
    /// @param asker who asks for the card, one of ours
    /// @param card whom to ask
    void presence(XmppLink link, Element presence, Participant who, String asker, String card) {
        String nick = MessageReader.nick(presence);
        Address address = who.address();
        if (nick != null && !nick.isBlank() && !nick.equals(names.put(address.value(), nick))) {
            report(who, new Event.Profile(nick, null));
        }
        Element update = presence.child("x", Tags.PICTURE);
        Element photo = update == null ? null : update.child("photo", Tags.PICTURE);
        if (photo == null) {
            return;
        }
        String hash = photo.text().strip();
        if (hash.length() > 64 || hash.equals(seen.put(address.value(), hash))) {
            return;
        }
        parts.loop()
                .here(parts.context().store().get(KEY + address.value()))
                .onSuccess(
                        known -> {
                            if (!hash.equals(known.orElse(""))) {
                                changed(link, who, hash, asker, card);
                            }
                        });
    }

    private void changed(XmppLink link, Participant who, String hash, String asker, String card) {
        if (hash.isEmpty()) {
            report(who, new Event.Profile(null, Event.Avatar.NONE));
            keep(who, hash);
        } else if (waiting.size() < WAITING) {
            waiting.add(() -> ask(link, who, hash, asker, card));
            next();
        }
    }

    private void next() {
        while (asking < AT_ONCE && !waiting.isEmpty()) {
            asking++;
            waiting.remove().run();
        }
    }

    private void ask(XmppLink link, Participant who, String hash, String asker, String card) {
        VCard request = new VCard();
        request.setFrom(Jids.of(asker));
        request.setTo(Jids.of(card));
        link.request(request)
                .compose(answer -> picture(answer, who))
                .onSuccess(
                        picture ->
                                picture.ifPresent(
                                        it -> {
                                            report(
                                                    who,
                                                    new Event.Profile(null, new Event.Avatar(it)));
                                            keep(who, hash);
                                        }))
                .onFailure(e -> log.debug("No card of {}: {}", card, e.toString()))
                .onComplete(
                        _ -> {
                            asking--;
                            next();
                        });
    }

    /// The picture of a card, kept where others can fetch it; empty if there is none.
    private Future<Optional<Attachment>> picture(Element answer, Participant who) {
        Element card = answer.child("vCard", CARD);
        Element photo = card == null ? null : card.child("PHOTO", CARD);
        Element content = photo == null ? null : photo.child("BINVAL", CARD);
        if (photo == null || content == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Element type = photo.child("TYPE", CARD);
        String named = type == null ? "" : type.text().strip();
        String mediaType = named.matches("image/[\\w.+-]{1,40}") ? named : "image/png";
        Promise<Optional<Attachment>> kept = Promise.promise();
        Thread.ofVirtual()
                .name("face")
                .start(
                        () -> {
                            try {
                                byte[] bytes = Base64.getMimeDecoder().decode(content.text());
                                Attachment described =
                                        new Attachment(
                                                "avatar",
                                                mediaType,
                                                bytes.length,
                                                URI.create("about:blank"));
                                kept.complete(
                                        Optional.of(
                                                parts.context()
                                                        .media()
                                                        .keep(
                                                                described,
                                                                new ByteArrayInputStream(bytes))));
                            } catch (IOException | RuntimeException e) {
                                log.info("The picture of {} is lost: {}", who, e.toString());
                                kept.complete(Optional.empty());
                            }
                        });
        return parts.loop().here(kept.future());
    }

    private void keep(Participant who, String hash) {
        parts.context()
                .store()
                .put(KEY + who.address().value(), hash)
                .onFailure(e -> log.warn("A picture is not remembered: {}", e.toString()));
    }

    private void report(Participant who, Event.Profile profile) {
        Envelope envelope =
                Envelope.of(who, new Conversation.Everyone(), null, Instant.now(), profile);
        parts.reporter()
                .report(envelope)
                .onFailure(e -> log.warn("A profile was not taken: {}", e.toString()));
    }
}
