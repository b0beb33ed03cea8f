package io.parlance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Presence;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

class IdentityMappingTest {
    private static final NetworkId XMPP = new NetworkId("xmpp");
    private static final NetworkId MATRIX = new NetworkId("matrix");
    private static final Address ROMEO = Address.person(XMPP, "romeo@xmpp.test");
    private static final Address JULIET = Address.person(MATRIX, "@juliet:hs.test");
    private static final Address ORCHARD = Address.room(XMPP, "orchard@rooms.xmpp.test");
    private static final Address BALCONY = Address.room(MATRIX, "#balcony:hs.test");
    private static final Address TOMB = Address.room(MATRIX, "#tomb:hs.test");

    @TempDir Path folder;
    private IdentityMapping mapping;

    @BeforeEach
    void open() throws IOException {
        mapping = IdentityMapping.open(folder);
    }

    @AfterEach
    void close() {
        mapping.close();
    }

    private void reopen() throws IOException {
        mapping.close();
        mapping = IdentityMapping.open(folder);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aGhostIsRememberedInItsTrueSpellingOverARestart() throws Exception {
        Address shouting = Address.person(MATRIX, "@JULIET:hs.test");
        done(mapping.ghosts().remember(XMPP, "juliet\\40hs.test", shouting));
        reopen();
        assertThat(mapping.ghosts().origin(XMPP, "juliet\\40hs.test")).contains(shouting);
        assertThat(mapping.ghosts().origin(XMPP, "nobody")).isEmpty();
    }

    @Test
    void aGhostStandsForOnePersonOnly() throws Exception {
        done(mapping.ghosts().remember(XMPP, "j", JULIET));
        done(mapping.ghosts().remember(XMPP, "j", JULIET));
        assertThatThrownBy(() -> done(mapping.ghosts().remember(XMPP, "j", ROMEO)))
                .hasCauseInstanceOf(InvalidValue.class)
                .hasMessageContaining("already stands for matrix:@juliet:hs.test");
    }

    @Test
    void aLinkIsSeenFromEachOfItsRoomsOverARestart() throws Exception {
        Link link = done(mapping.links().link(Set.of(ORCHARD, BALCONY)));
        reopen();
        assertThat(mapping.links().linkedWith(ORCHARD)).containsExactly(BALCONY);
        assertThat(mapping.links().linkedOn(MATRIX)).containsExactly(BALCONY);
        assertThat(mapping.links().all()).extracting(Link::id).containsExactly(link.id());
    }

    @Test
    void aRoomIsNotLinkedTwice() throws Exception {
        done(mapping.links().link(Set.of(ORCHARD, BALCONY)));
        assertThatThrownBy(() -> done(mapping.links().link(Set.of(ORCHARD, TOMB))))
                .hasMessageContaining("already linked")
                .hasMessageContaining("Unlink it first");
        assertThat(mapping.links().linkedWith(TOMB)).isEmpty();
    }

    @Test
    void anUnlinkedRoomCanBeLinkedAnew() throws Exception {
        done(mapping.links().link(Set.of(ORCHARD, BALCONY)));
        assertThat(done(mapping.links().unlink(BALCONY))).isPresent();
        assertThat(mapping.links().linkedWith(ORCHARD)).isEmpty();
        assertThat(mapping.links().linkedOn(XMPP)).isEmpty();
        done(mapping.links().link(Set.of(ORCHARD, TOMB)));
        assertThat(mapping.links().linkedWith(ORCHARD)).containsExactly(TOMB);
    }

    @Test
    void aLinkOfOneRoomOrOfAPersonIsRefused() {
        assertThatThrownBy(() -> done(mapping.links().link(Set.of(ORCHARD))))
                .hasMessageContaining("two or more");
        assertThatThrownBy(() -> done(mapping.links().link(Set.of(ORCHARD, JULIET))))
                .hasMessageContaining("is a person");
    }

    @Test
    void membersComeRenameAndGo() throws Exception {
        Memberships members = mapping.memberships();
        assertThat(members.joined(ORCHARD, new Participant(ROMEO, "Romeo"))).isTrue();
        assertThat(members.joined(ORCHARD, new Participant(ROMEO, "Romeo"))).isFalse();
        assertThat(members.joined(ORCHARD, new Participant(ROMEO, "Montague"))).isTrue();
        members.joined(ORCHARD, Participant.of(JULIET));
        assertThat(members.left(ORCHARD, JULIET)).isTrue();
        assertThat(members.left(ORCHARD, JULIET)).isFalse();
        members.topic(ORCHARD, "By night");
        reopen();
        assertThat(mapping.memberships().occupants(ORCHARD))
                .containsExactly(new Participant(ROMEO, "Montague"));
        assertThat(mapping.memberships().rooms(ROMEO)).containsExactly(ORCHARD);
        assertThat(mapping.memberships().anyOf(ORCHARD, MATRIX)).isFalse();
        assertThat(mapping.memberships().topic(ORCHARD)).isEqualTo("By night");
    }

    @Test
    void presenceIsNewsOnceAndWatchersAreKept() throws Exception {
        PresenceBoard board = mapping.presence();
        Presence away = new Presence(Availability.AWAY, "In Mantua, for now");
        assertThat(board.update(ROMEO, away)).isTrue();
        assertThat(board.update(ROMEO, away)).isFalse();
        assertThat(board.of(ROMEO)).contains(away);
        done(board.watch(JULIET, ROMEO));
        reopen();
        assertThat(mapping.presence().watchers(ROMEO)).containsExactly(JULIET);
        assertThat(mapping.presence().watchedFrom(MATRIX)).containsExactly(ROMEO);
        done(mapping.presence().unwatch(JULIET, ROMEO));
        assertThat(mapping.presence().watchers(ROMEO)).isEmpty();
    }

    @Test
    void aRoomsSuccessorTakesItsPlaceOverARestart() throws Exception {
        done(mapping.links().link(Set.of(ORCHARD, BALCONY)));
        done(mapping.views().add(BALCONY, XMPP));
        mapping.memberships().joined(BALCONY, Participant.of(JULIET));
        done(mapping.links().move(BALCONY, TOMB));
        done(mapping.views().move(BALCONY, TOMB));
        mapping.memberships().move(BALCONY, TOMB);
        reopen();
        assertThat(mapping.links().linkedWith(ORCHARD)).containsExactly(TOMB);
        assertThat(mapping.links().of(BALCONY)).isEmpty();
        assertThat(mapping.links().linkedOn(MATRIX)).containsExactly(TOMB);
        assertThat(mapping.views().of(TOMB)).containsExactly(XMPP);
        assertThat(mapping.views().of(BALCONY)).isEmpty();
        done(mapping.links().move(BALCONY, ORCHARD));
        assertThat(mapping.links().linkedWith(ORCHARD)).containsExactly(TOMB);
    }

    @Test
    void viewsAndPeopleAreKept() throws Exception {
        done(mapping.views().add(BALCONY, XMPP));
        done(mapping.identities().link(ROMEO, JULIET));
        reopen();
        assertThat(mapping.views().of(BALCONY)).containsExactly(XMPP);
        assertThat(mapping.identities().of(JULIET).orElseThrow().addresses())
                .containsExactlyInAnyOrder(ROMEO, JULIET);
        done(mapping.views().remove(BALCONY, XMPP));
        assertThat(done(mapping.identities().unlink(JULIET))).isTrue();
        assertThat(mapping.views().of(BALCONY)).isEmpty();
        assertThat(mapping.identities().all()).isEmpty();
    }
}
