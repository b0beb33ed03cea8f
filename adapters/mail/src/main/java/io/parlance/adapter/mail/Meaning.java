package io.parlance.adapter.mail;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// What a mail means: the events for the gateway, and the same as a mail for a room's other mail
/// members.
///
/// @param events in order; at least one
/// @param speech the same for mail
/// @param threaded whether it belongs to another thread than the one the conversation is in
record Meaning(List<Event> events, Speech speech, boolean threaded) {
    /// Copies the list.
    Meaning {
        events = List.copyOf(events);
    }

    /// Finds out what mails mean. One thread.
    ///
    /// @param network our name
    /// @param bodies for what is said
    /// @param excerpts of the newest mails
    /// @param mentions who is spoken to
    record Finder(NetworkId network, Bodies bodies, Excerpts excerpts, Mentions mentions) {
        /// What the mail means.
        ///
        /// @param act what it does
        /// @param ours the address it came to
        /// @param target whom that stands for
        /// @param main the thread that the conversation is in, or null
        /// @throws io.parlance.model.InvalidValue if it says what no message may
        Meaning of(
                MessageIntake.Incoming incoming,
                Act act,
                String ours,
                Address target,
                @Nullable MailThread main)
                throws IOException {
            Letter letter = incoming.letter();
            Address room = target.isRoom() ? target : null;
            return switch (act) {
                case Act.Say _ -> message(incoming, room, main);
                case Act.Edit(String original) -> {
                    Body better = mentions.in(Bodies.edited(letter), room);
                    var edit = new Event.Edit(own(letter, original, ours), better);
                    excerpts.about(letter.id(), original);
                    yield new Meaning(List.of(edit), Speech.edit(edit), false);
                }
                case Act.Delete(List<String> targets) -> {
                    List<Event.Retraction> all =
                            targets.stream()
                                    .map(id -> new Event.Retraction(own(letter, id, ours), null))
                                    .toList();
                    yield new Meaning(List.copyOf(all), Speech.retraction(all, excerpts), false);
                }
                case Act.React(String reacted, List<String> emoji) -> {
                    var reaction = new Event.Reaction(ref(excerpts.meant(reacted)), emoji);
                    yield new Meaning(
                            List.of(reaction), Speech.reaction(reaction, excerpts), false);
                }
                case Act.Rename(String name) -> {
                    var change = new Event.RoomChange(name, null);
                    yield new Meaning(List.of(change), Speech.roomChange(change, ""), false);
                }
            };
        }

        private Meaning message(
                MessageIntake.Incoming incoming, @Nullable Address room, @Nullable MailThread main)
                throws IOException {
            Letter letter = incoming.letter();
            Body body = mentions.in(bodies.of(letter), room);
            excerpts.keep(letter.id(), body.text());
            String named = letter.parentByHabit() ? null : letter.inReplyTo();
            String parent = named == null ? null : excerpts.meant(named);
            String root = thread(letter, main);
            var message =
                    new Event.Message(
                            body,
                            letter.automatic() ? Event.Style.NOTICE : Event.Style.CHAT,
                            parent == null ? null : ref(parent),
                            root == null ? null : ref(root),
                            ChatFields.expires(letter));
            Speech speech = Speech.message(message, incoming.sender());
            return new Meaning(List.of(message), speech, root != null);
        }

        /// Most mails go on in the thread that the conversation is in, and then say nothing by it.
        private static @Nullable String thread(Letter letter, @Nullable MailThread main) {
            String root = letter.parentByHabit() ? null : letter.root();
            boolean goesOn =
                    root == null
                            || main == null
                            || main.references().contains(root)
                            || main.references().contains(String.valueOf(letter.inReplyTo()));
            return goesOn ? null : root;
        }

        private MessageRef ref(String id) {
            return MessageRef.to(new NativeId(network, id));
        }

        /// A mail that the writer sent to the same addresses.
        private MessageRef own(Letter letter, String id, String ours) {
            return ref(letter.recipients().nativeId(id, ours));
        }
    }
}
