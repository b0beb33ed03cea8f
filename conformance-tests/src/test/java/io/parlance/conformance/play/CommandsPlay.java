package io.parlance.conformance.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.Seen;

import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.commands.AdHocCommand;
import org.jivesoftware.smackx.commands.AdHocCommandManager;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.impl.JidCreate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// People ask the gateway's bot from inside their networks, and two rooms agree to be linked.
@ExtendWith(OnStage.class)
class CommandsPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern CODE = Pattern.compile("accept ([0-9A-Z]{6})");

    private static Seen heard(Probe who, String what, String words) throws Exception {
        // A mail from a machine is marked as one, and a probe counts that as no talk.
        return who.sightings().await(what, seen -> seen.text().contains(words), PATIENCE);
    }

    private static String code(Seen seen) {
        Matcher code = CODE.matcher(seen.text());
        assertThat(code.find()).as("a code in: %s", seen.text()).isTrue();
        return code.group(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "xmpp, matrix.xmpp.test",
        "matrix, @parlance:hs.test",
        "mqtt, parlance",
        "mail, parlance@gw.test"
    })
    void theBotAnswersOnEachNetwork(String network, String bot, Stage stage) throws Exception {
        Probe person = stage.person(network);
        person.tell(bot, "help");
        Seen help = heard(person, "help", "I am this gateway's bot");
        assertThat(help.from()).isEqualTo(bot);
        assertThat(help.room()).isNull();
        person.tell(bot, "whoami");
        heard(person, "who I am", "You are " + network + ":" + person.address());
        person.tell(bot, "hlep");
        heard(person, "advice", "did you mean help?");
        person.tell(bot, "who " + network + ":nowhere@nowhere");
        person.sightings()
                .await(
                        "a refusal",
                        seen ->
                                seen.text().contains("does not know you")
                                        || seen.text().contains("reads as a person")
                                        || seen.text().contains("is no "),
                        PATIENCE);
    }

    @Test
    void aComponentOffersAdHocCommands(Stage stage) throws Exception {
        AdHocCommandManager commands = AdHocCommandManager.getInstance(stage.romeo.connection());
        var component = JidCreate.from("mqtt.xmpp.test");
        assertThat(commands.discoverCommands(component).getItems())
                .extracting(item -> item.getNode())
                .contains("help", "who", "loss", "link", "unlink");
        AdHocCommand whoAmI = commands.getRemoteCommand(component, "whoami");
        var result = whoAmI.execute();
        assertThat(result.isCompleted()).isTrue();
        assertThat(result.getResponse().getNotes())
                .anySatisfy(
                        note ->
                                assertThat(note.getValue())
                                        .contains("You are xmpp:alice@xmpp.test"));
        AdHocCommand loss = commands.getRemoteCommand(component, "loss");
        var asked = loss.execute();
        assertThat(asked.isCompleted()).isFalse();
        var form = new FillableForm(asked.getResponse().getForm());
        form.setAnswer("rooms", "mqtt:#a matrix:#b:hs.test");
        var told = loss.complete(form.getSubmitForm());
        assertThat(told.getResponse().getNotes())
                .anySatisfy(note -> assertThat(note.getValue()).contains("mqtt "));
    }

    @Test
    void twoRoomsAgreeToBeLinked(Stage stage) throws Exception {
        stage.romeo.enter("consent@rooms.xmpp.test");
        stage.juliet.create("consent", "Consent");
        invite(stage, "consent@rooms.xmpp.test");
        stage.romeo
                .sightings()
                .await(
                        "the gateway in the room",
                        seen ->
                                seen.kind().equals("join")
                                        && seen.from().equals("parlance")
                                        && "consent@rooms.xmpp.test".equals(seen.room()),
                        PATIENCE);

        stage.keeper.tell("parlance", "link xmpp:consent@rooms.xmpp.test mqtt:#nowhere");
        heard(stage.keeper, "a clear refusal", "Only the staff of xmpp:consent@rooms.xmpp.test");

        stage.romeo.say("consent@rooms.xmpp.test", "!parlance link matrix:#consent:hs.test");
        heard(stage.romeo, "that it was asked", "Asked matrix:#consent:hs.test");
        Seen question = heard(stage.juliet, "the question", "asks to link this room");
        assertThat(question.from()).isEqualTo("@parlance:hs.test");

        stage.juliet.say("#consent:hs.test", "!parlance accept " + code(question));
        heard(stage.juliet, "the notice here", "This room is now linked with");
        heard(stage.romeo, "the notice there", "This room is linked with");
        heard(stage.romeo, "who reads along", "Linked: matrix:#consent:hs.test, xmpp:consent");

        stage.romeo.say("consent@rooms.xmpp.test", "Good pilgrim");
        stage.juliet.sightings().await("a word", seen -> seen.says("Good pilgrim"), PATIENCE);
        stage.juliet.say("#consent:hs.test", "!parlance who");
        heard(stage.juliet, "who is here", "is linked with xmpp:consent@rooms.xmpp.test");

        stage.juliet.say("#consent:hs.test", "!parlance unlink");
        heard(stage.romeo, "the end", "This room is no longer linked");
    }

    private static void invite(Stage stage, String room) throws Exception {
        stage.romeo
                .connection()
                .sendStanza(
                        StanzaBuilder.buildMessage()
                                .to(JidCreate.from("matrix.xmpp.test"))
                                .addExtension(
                                        StandardExtensionElement.builder("x", "jabber:x:conference")
                                                .addAttribute("jid", room)
                                                .build())
                                .build());
    }
}
