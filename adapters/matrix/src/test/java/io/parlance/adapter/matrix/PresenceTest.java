package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Presence of ghosts.
final class PresenceTest {
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage().started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private void show(Event.Availability availability, String status) {
        Envelope envelope =
                Envelope.of(
                        Participant.of(Stage.ROMEO),
                        new Conversation.Everyone(),
                        null,
                        Instant.now(),
                        new Event.Presence(availability, status));
        stage.adapter
                .deliver(
                        new Delivery(
                                envelope,
                                Surroundings.MATRIX,
                                new Conversation.Everyone(),
                                Set.of(Stage.ALICE),
                                1))
                .await();
    }

    private List<String> shown() {
        return stage.homeserver.asked("PUT", "/presence/" + Stage.GHOST).stream()
                .map(it -> it.body().toString())
                .toList();
    }

    @Test
    void waitsForTheGhostThenShowsTheNewestOnly() {
        show(Event.Availability.AVAILABLE, "early");
        assertThat(stage.homeserver.asked("POST", "/register"))
                .noneMatch(it -> it.body().toString().contains("romeo"));
        stage.deliver(new Conversation.Direct(Stage.ALICE), Event.Message.of("hello"));
        await().atMost(Duration.ofSeconds(5)).until(() -> shown().size() == 1);
        assertThat(shown().getFirst()).contains("online", "early");
        for (int i = 0; i < 50; i++) {
            show(Event.Availability.AWAY, "change " + i);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> shown().size() == 2);
        assertThat(shown().getLast()).contains("unavailable", "change 49");
    }

    @Test
    void comesBackAfterARateLimit() {
        stage.deliver(new Conversation.Direct(Stage.ALICE), Event.Message.of("hello"));
        stage.homeserver.be(
                FakeHomeserver.Mood.RATE_LIMITING, 1, it -> it.path().contains("/presence/"));
        show(Event.Availability.AVAILABLE, "here");
        await().atMost(Duration.ofSeconds(8)).until(() -> shown().size() == 2);
        assertThat(shown().getLast()).contains("here");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "AVAILABLE, -, {\"presence\":\"online\"}",
                "AWAY, lunch, '{\"presence\":\"unavailable\",\"status_msg\":\"lunch\"}'",
                "BUSY, -, '{\"presence\":\"unavailable\",\"status_msg\":\"Busy\"}'",
                "BUSY, call, '{\"presence\":\"unavailable\",\"status_msg\":\"Busy: call\"}'",
                "OFFLINE, -, {\"presence\":\"offline\"}"
            })
    void saysWhatMatrixCanSay(
            Event.Availability availability,
            @org.jspecify.annotations.Nullable String status,
            String json) {
        assertThat(GhostPresence.status(new Event.Presence(availability, status)))
                .hasToString(json);
    }
}
