package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Address;
import io.parlance.model.Attachment.Kind;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.InvalidValue;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.RichText;
import io.parlance.text.MarkdownWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What commands mean.
class CommandEventsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String KEY = "5f0c1a34-7d7c-3e0b-9f8e-1d2c3b4a5968";
    private static final Participant BOB = Participant.of(Lab.BOB);
    private static final Participant ALICE =
            Participant.of(Address.person(TestNetworks.XMPP, "alice@xmpp.test"));
    private static final CommandEvents EVENTS =
            new CommandEvents(
                    new MessageIds(TestNetworks.MQTT),
                    new MqttIds(new MqttAddresses(TestNetworks.MQTT), new TestNetworks()));

    private static Event read(String json) {
        return read(json, Arrival.Tags.NONE);
    }

    private static Event read(String json, Arrival.Tags tags) {
        byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return EVENTS.event(
                Command.read(new Arrival("t", payload, false, tags), 100_000), BOB, NOW);
    }

    private static Event.Message message(String json) {
        return (Event.Message) read(json);
    }

    private static MessageRef ref(String id) {
        return MessageRef.to(new NativeId(TestNetworks.MQTT, id));
    }

    private static String told(Event.Message message) {
        RichText rich = Objects.requireNonNull(message.body().rich());
        return MarkdownWriter.write(Mentions.linked(rich));
    }

    @ParameterizedTest
    @CsvSource({KEY + "," + KEY, "carol/7,carol/7", "7,bob/7", "tea,bob/tea"})
    void messagesAreMeantByTheShownIdOrOnesOwn(String given, String meant) {
        assertThat(message("{'text':'a','in_reply_to':'" + given + "'}").inReplyTo())
                .isEqualTo(ref(meant));
        assertThat(message("{'text':'a','id':'9','thread':'" + given + "'}").thread())
                .isEqualTo(ref(meant));
        assertThat(read("{'type':'react','target':'" + given + "','emoji':['👍']}"))
                .isEqualTo(new Event.Reaction(ref(meant), List.of("👍")));
    }

    @Test
    void aMessageThatNamesItselfBeginsItsThread() {
        assertThat(message("{'text':'a','id':'9','thread':'9'}").thread()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Alice, come | [Alice](<xmpp:alice@xmpp.test>), come",
                "malice and @alice | malice and [@alice](<xmpp:alice@xmpp.test>)",
                "ask alice@xmpp.test | ask [alice@xmpp.test](<xmpp:alice@xmpp.test>)",
                "come | [alice](<xmpp:alice@xmpp.test>): come",
            })
    void whoIsMentionedIsMarkedInTheText(String text, String markdown) {
        assertThat(told(message("{'text':'" + text + "','mentions':['xmpp:alice@xmpp.test']}")))
                .isEqualTo(markdown);
    }

    @Test
    void mentionsStandInFormattedTextToo() {
        Event.Message listed =
                message("{'markdown':'**alice**, _go_','mentions':['xmpp:alice@xmpp.test']}");
        assertThat(told(listed)).isEqualTo("**[alice](<xmpp:alice@xmpp.test>)**, _go_");
        Event.Message linked =
                message("{'markdown':'see [A](xmpp:alice@xmpp.test) [b](mqtt:user/bob)'}");
        assertThat(
                        new Mentions(
                                        new MqttIds(
                                                new MqttAddresses(TestNetworks.MQTT),
                                                new TestNetworks()))
                                .of(linked.body().rich()))
                .containsExactly("xmpp:alice@xmpp.test", "bob");
        assertThat(linked.body().text()).contains("see A");
    }

    @Test
    void aSpoilerIsRead() {
        assertThat(told(message("{'markdown':'it is ||the butler||'}")))
                .isEqualTo("it is ||the butler||");
    }

    @Test
    void aPlaceAloneIsToldByItsUri() {
        Event.Message message = message("{'geo':'geo:52.5,13.25;u=20'}");
        assertThat(message.body().location()).isEqualTo(new Location(52.5, 13.25, 20.0));
        assertThat(message.body().text()).isEqualTo("geo:52.5,13.25;u=20");
    }

    @Test
    void anExpiryIsATimeOrTheMessagesLifeAtTheBroker() {
        Arrival.Tags minute = new Arrival.Tags(null, null, null, List.of(), Duration.ofMinutes(1));
        assertThat(message("{'text':'a','expires':'2026-01-02T03:05:00Z'}").expires())
                .isEqualTo(Instant.parse("2026-01-02T03:05:00Z"));
        assertThat(((Event.Message) read("{'text':'a'}", minute)).expires())
                .isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void filesAreReadByBothNames() {
        var voice =
                message(
                                "{'files':[{'name':'a/b.ogg','type':'audio/ogg','kind':'voice',"
                                    + "'duration_ms':4000,'url':'https://x.test/b','width':-1}]}")
                        .body()
                        .attachments()
                        .getFirst();
        assertThat(voice.kind()).isEqualTo(Kind.VOICE);
        assertThat(voice.name()).isEqualTo("b.ogg");
        assertThat(voice.details().millis()).isEqualTo(4000);
        assertThat(voice.details().width()).isZero();
        var old =
                message("{'attachments':[{'media_type':'image/png','url':'https://x.test/b'}]}")
                        .body()
                        .attachments()
                        .getFirst();
        assertThat(old.kind()).isEqualTo(Kind.IMAGE);
    }

    @Test
    void roomsAndPeopleAreDescribed() {
        assertThat(read("{'type':'ban','member':'xmpp:alice@xmpp.test','reason':'x'}"))
                .isEqualTo(new Event.Membership(Change.BAN, ALICE, "x"));
        assertThat(read("{'type':'role','member':'xmpp:alice@xmpp.test','role':'visitor'}"))
                .isEqualTo(new Event.RoleChange(ALICE, Event.Role.VISITOR));
        assertThat(read("{'type':'describe','avatar':null}"))
                .isEqualTo(new Event.RoomChange(null, null, Event.Avatar.NONE));
        assertThat(read("{'type':'profile','name':''}")).isEqualTo(new Event.Profile("", null));
        assertThat(read("{'type':'retract','target':'carol/1','moderator':true}"))
                .isEqualTo(new Event.Retraction(ref("carol/1"), null, true));
        assertThatThrownBy(() -> read("{'type':'role','member':'bob','role':'king'}"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("visitor");
    }
}
