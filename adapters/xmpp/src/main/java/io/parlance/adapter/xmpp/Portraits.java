package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Event;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The pictures of people from elsewhere: their vCards hold them, and their presence tells which
/// (XEP-0153). Where a picture is, and its hash, outlive a restart. Confined to the event loop.
final class Portraits {
    private static final Logger log = LoggerFactory.getLogger(Portraits.class);
    private static final String KEY = "portrait/";
    private static final int CACHED = 200;

    private final AdapterContext context;
    private final Loop loop;
    private final Map<String, Known> known = new HashMap<>();
    private final Recent<String, Portrait> fetched = new Recent<>(CACHED);

    private record Known(String hash, String type, URI place) {
        Attachment picture() {
            return new Attachment("avatar", type, -1, place);
        }
    }

    Portraits(AdapterContext context, Loop loop) {
        this.context = context;
        this.loop = loop;
    }

    /// Reads what is known since earlier runs.
    void start() {
        loop.here(context.store().list(KEY))
                .onSuccess(all -> all.forEach(this::recall))
                .onFailure(e -> log.warn("No pictures are known: {}", e.toString()));
    }

    private void recall(String key, String value) {
        String[] parts = value.split("\n", 3);
        if (parts.length == 3) {
            String who = key.substring(KEY.length());
            known.putIfAbsent(who, new Known(parts[0], parts[1], URI.create(parts[2])));
        }
    }

    /// The hash of somebody's picture, or null if there is none.
    @Nullable String hash(Address who) {
        Known mine = known.get(who.toString());
        return mine == null ? null : mine.hash();
    }

    /// Notes somebody's new picture; completes with whether there is one that can be shown.
    Future<Boolean> changed(Address who, Event.Avatar avatar) {
        Attachment picture = avatar.picture();
        if (picture == null) {
            known.remove(who.toString());
            fetched.remove(who.toString());
            return context.store().remove(KEY + who).map(true);
        }
        return fetch(picture)
                .compose(
                        portrait -> {
                            String type = portrait.mediaType();
                            Known now = new Known(portrait.hash(), type, picture.location());
                            known.put(who.toString(), now);
                            fetched.put(who.toString(), portrait);
                            String value = now.hash() + "\n" + type + "\n" + now.place();
                            return context.store().put(KEY + who, value).map(true);
                        })
                .recover(
                        e -> {
                            log.info("The picture of {} is not shown: {}", who, e.toString());
                            return Future.succeededFuture(false);
                        });
    }

    /// Somebody's picture for their card, or null if there is none.
    Future<@Nullable Portrait> of(Address who) {
        Portrait there = fetched.get(who.toString());
        Known mine = known.get(who.toString());
        if (there != null || mine == null) {
            return Future.succeededFuture(there);
        }
        return fetch(mine.picture())
                .onSuccess(portrait -> fetched.put(who.toString(), portrait))
                .<@Nullable Portrait>map(portrait -> portrait)
                .recover(e -> Future.succeededFuture(null));
    }

    private Future<Portrait> fetch(Attachment picture) {
        Promise<Portrait> done = Promise.promise();
        Thread.ofVirtual()
                .name("portrait")
                .start(
                        () -> {
                            try {
                                done.complete(Portrait.fetch(context.media(), picture));
                            } catch (IOException | RuntimeException e) {
                                done.fail(e);
                            }
                        });
        return loop.here(done.future());
    }
}
