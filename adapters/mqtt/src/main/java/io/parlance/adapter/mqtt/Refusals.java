package io.parlance.adapter.mqtt;

import io.parlance.model.Failure;
import io.parlance.model.Limits;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Function;

/// Tells clients at once what of theirs was refused, and the operator what could not even be told.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final MqttTopics topics;
    private final Function<Publication, Future<Outcome>> outlet;

    /// Publishes by `outlet`.
    Refusals(MqttTopics topics, Function<Publication, Future<Outcome>> outlet) {
        this.topics = topics;
        this.outlet = outlet;
    }

    /// Tells `sender`; completes in any case, so that a message nobody can use does not come again.
    ///
    /// @param given the sender's own id of it, or null; one that is too long to be one is not told
    Future<Void> tell(String sender, Arrival arrival, @Nullable String given, Failure failure) {
        boolean bearable = given != null && Limits.utf8Length(given) <= Limits.NATIVE_ID_BYTES;
        String id = bearable ? given : null;
        LOG.info("Refused {}: {}: {}", arrival, failure.reason(), failure.text());
        String wanted = arrival.tags().responseTopic();
        String topic =
                wanted != null && topics.mayReply(wanted, sender) ? wanted : topics.reply(sender);
        Publication.Tags tags =
                new Publication.Tags("application/json", id, null, java.util.List.of(), null);
        byte[] json = FailureJson.reply(failure, id, arrival.topic());
        return outlet.apply(new Publication(topic, json, 1, false, tags)).mapEmpty();
    }

    /// Nobody can be told: the topic does not say who it was.
    Future<Void> drop(Arrival arrival, String why) {
        LOG.warn("Ignored {}: {}", arrival, why);
        return Future.succeededFuture();
    }
}
