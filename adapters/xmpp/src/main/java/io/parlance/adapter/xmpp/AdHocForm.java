package io.parlance.adapter.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One command of the gateway's bot as an ad-hoc command (XEP-0050): its node is the word that the
/// bot knows, its fields are what follows the word.
///
/// @param node the word
/// @param name what a client shows
/// @param fields what is asked for; none where the word is enough
record AdHocForm(String node, String name, List<Field> fields) {
    /// Copies the list.
    AdHocForm {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// @param required whether the command makes no sense without it
    record Field(String name, String label, boolean required) {}

    private static final Field ROOM = new Field("room", "Room, as network:address", true);

    /// All commands that need no room to be said in.
    static final List<AdHocForm> ALL =
            List.of(
                    new AdHocForm("help", "What the gateway's bot can do", List.of()),
                    new AdHocForm("who", "Who is in a room", List.of(ROOM)),
                    new AdHocForm(
                            "loss",
                            "What gets lost between rooms",
                            List.of(new Field("rooms", "Rooms, as network:address", true))),
                    new AdHocForm(
                            "link",
                            "Link rooms",
                            List.of(new Field("rooms", "Rooms, yours first, two or more", true))),
                    new AdHocForm(
                            "accept",
                            "Agree to a link",
                            List.of(new Field("code", "Code that was given", true))),
                    new AdHocForm(
                            "decline",
                            "Refuse a link",
                            List.of(new Field("code", "Code that was given", true))),
                    new AdHocForm("unlink", "Take a room out of its link", List.of(ROOM)),
                    new AdHocForm(
                            "where",
                            "What became of a message of yours",
                            List.of(new Field("id", "Id of the message", true))),
                    new AdHocForm("whoami", "How the gateway knows you", List.of()),
                    new AdHocForm(
                            "identify",
                            "Say that you are the same person elsewhere",
                            List.of(new Field("code", "Code, if you have one", false))));

    /// The line that the bot would be written, with what was filled in; each word in quotes, since
    /// the bot reads quotes.
    String line(Map<String, String> values) {
        List<String> words = new ArrayList<>();
        words.add(node);
        for (Field field : fields) {
            for (String word : values.getOrDefault(field.name(), "").strip().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    words.add('"' + word.replaceAll("[\\\\\"]", "\\\\$0") + '"');
                }
            }
        }
        return String.join(" ", words);
    }

    /// Whether everything that is needed was filled in.
    boolean complete(Map<String, String> values) {
        return fields.stream()
                .noneMatch(it -> it.required() && values.getOrDefault(it.name(), "").isBlank());
    }
}
