package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Files that people send, and what stands for those that cannot be had.
final class FilesTest {
    private static final String ROOM = "!dm:hs.test";
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage();
        stage.known(ROOM, new RoomUse.Direct("@alice:hs.test", Stage.GHOST));
        stage.started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private Event.Message sent(String url, long size) {
        ObjectNode event = Stage.event("$1", ROOM, "m.room.message");
        ObjectNode content = (ObjectNode) event.path("content");
        content.put("msgtype", "m.file").put("body", "plan.txt").put("url", url);
        content.putObject("info").put("mimetype", "text/plain").put("size", size);
        assertThat(stage.put("1", Stage.transaction(event)).join().statusCode()).isEqualTo(200);
        return stage.around.hub.events(Event.Message.class).getFirst();
    }

    @Test
    void aFileIsFetchedWithTheTokenAndKept() {
        Event.Message message = sent("mxc://hs.test/abc", 9);
        assertThat(message.body().attachments())
                .singleElement()
                .satisfies(
                        file -> {
                            assertThat(file.name()).isEqualTo("plan.txt");
                            assertThat(file.mediaType()).isEqualTo("text/plain");
                        });
        assertThat(stage.around.media).containsKey("plan.txt");
        assertThat(stage.homeserver.asked("GET", "/_matrix/client/v1/media/download/hs.test/abc"))
                .hasSize(1);
    }

    @Test
    void aFileThatIsTooLargeIsToldInWords() {
        Event.Message message = sent("mxc://hs.test/abc", 5_000_000);
        assertThat(message.body().text())
                .isEqualTo("📎 plan.txt (text/plain, 5.0 MB: too large to cross)");
        assertThat(stage.homeserver.asked("GET", "/media/download")).isEmpty();
    }

    @Test
    void aFileThatCannotBeHadIsToldInWords() {
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                Integer.MAX_VALUE,
                it -> it.path().contains("/media/"));
        assertThat(sent("mxc://hs.test/abc", 9).body().text())
                .isEqualTo("📎 plan.txt (text/plain, 9 bytes: could not be fetched)");
    }

    @Test
    void anAddressThatIsNoneIsNotFollowed() {
        Event.Message message = sent("mxc://hs.test/../../admin?x=1", 9);
        assertThat(message.body().attachments()).isEmpty();
        assertThat(stage.homeserver.asked("GET", "admin")).isEmpty();
    }
}
