package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Hop;
import io.parlance.model.Participant;

import jakarta.mail.MessagingException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A room as mail sees it: a list address with members. The list's own header fields are those of
/// RFC 2369 and RFC 2919; what one mail member writes goes to the others too, under its own
/// Message-ID, as any list server would do.
///
/// @param domain our mail domain
/// @param gateway our gateway's id
/// @param network our network's name
/// @param configured the list addresses that the configuration names
/// @param members who is in which room
/// @param names what rooms are called
/// @param postbag what sends
record RoomMail(
        String domain,
        String gateway,
        String network,
        Set<String> configured,
        Members members,
        RoomNames names,
        Postbag postbag) {
    private static final Set<String> JOIN = Set.of("join", "subscribe");
    private static final Set<String> LEAVE = Set.of("leave", "unsubscribe");

    /// What a mail asks of the list itself.
    enum Command {
        /// To be in.
        JOIN,
        /// To be out.
        LEAVE,
        /// Nothing: it is a message.
        NONE
    }

    /// The command that the subject is, if it is one.
    static Command command(Letter letter) {
        String subject = letter.subject().strip().toLowerCase(Locale.ROOT);
        return JOIN.contains(subject)
                ? Command.JOIN
                : LEAVE.contains(subject) ? Command.LEAVE : Command.NONE;
    }

    /// Whether the configuration names the room.
    boolean configured(String list) {
        return configured.contains(list);
    }

    boolean contains(String list, String member) {
        return members.contains(list, member);
    }

    void join(String list, String member) throws IOException, InterruptedException {
        members.join(list, member);
    }

    void leave(String list, String member) throws IOException, InterruptedException {
        members.leave(list, member);
    }

    /// The room's name for people: `Lobby` for `lobby@…`, `room` for a ghost of `#room@…`.
    String title(String list) {
        String given = names.of(list);
        if (given != null) {
            return given;
        }
        String local = MailAddresses.local(list);
        String foreign =
                GhostSpelling.decode(local.substring(local.indexOf('.') + 1))
                        .filter(portable -> portable.startsWith("#") || portable.startsWith("!"))
                        .map(portable -> portable.substring(1).replaceFirst("@.*", ""))
                        .orElse(local);
        return foreign.isEmpty()
                ? local
                : foreign.substring(0, 1).toUpperCase(Locale.ROOT) + foreign.substring(1);
    }

    /// The header fields of a list.
    Map<String, String> fields(String list) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Reply-To", list);
        fields.put("List-Id", "<" + MailAddresses.local(list) + "." + domain + ">");
        fields.put("List-Post", "<mailto:" + list + ">");
        fields.put("List-Unsubscribe", "<mailto:" + list + "?subject=leave>");
        fields.put("Chat-Version", "1.0");
        // chatmail: 11 to 32 letters, digits, - and _.
        fields.put("Chat-Group-ID", MessageIds.digest(list).substring(0, 22));
        fields.put("Chat-Group-Name", title(list));
        return fields;
    }

    /// Keeps the mail for the other members, before the gateway takes it; sent by [#send()].
    ///
    /// @param speech what it says and does
    void prepare(Letter letter, Participant sender, String list, Speech speech)
            throws IOException, InterruptedException {
        List<String> others = new ArrayList<>(members.of(list));
        others.remove(letter.from());
        if (others.isEmpty()) {
            return;
        }
        List<Hop> trail = new ArrayList<>(letter.trail());
        trail.add(new Hop(gateway, network));
        Map<String, String> fields = fields(list);
        fields.putAll(speech.fields());
        Draft draft =
                new Draft(
                        letter.id(),
                        list,
                        list,
                        sender.shownName() + " (via " + title(list) + ")",
                        list,
                        letter.subject().isBlank() ? title(list) : letter.subject(),
                        letter.inReplyTo(),
                        letter.references(),
                        letter.sentAt(),
                        trail,
                        fields,
                        speech.content());
        try {
            var mail = MailWriter.chat(draft);
            for (Attachment file : speech.content().files()) {
                StoredMail.note(mail, file);
            }
            postbag.put(key(letter, list), mail, others);
        } catch (MessagingException e) {
            throw new IOException("cannot write the list mail: " + e.getMessage(), e);
        }
    }

    /// The gateway did not take the mail: the others do not get it either.
    void withdraw(Letter letter, String list) throws IOException, InterruptedException {
        if (!members.of(list).isEmpty()) {
            postbag.remove(key(letter, list));
        }
    }

    void send() {
        postbag.send();
    }

    private static String key(Letter letter, String list) {
        return "list|" + letter.id() + "|" + list;
    }
}
