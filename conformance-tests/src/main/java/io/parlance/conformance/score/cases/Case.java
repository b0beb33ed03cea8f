package io.parlance.conformance.score.cases;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One thing that people do in a chat: how each network writes it, and what proves on each that it
/// arrived.
///
/// @param id short and stable, in results and on the command line
/// @param where `direct`, `room` or both; empty for what only happens before others
/// @param signal whether it is no speech, so that a network without a form for it need not show it
/// @param exclusive whether nothing else may happen in the room meanwhile
/// @param personal whether it concerns one receiver only, also in a room
/// @param everyone whether it goes to all who watch the sender rather than to one receiver
/// @param followed whether a plain word is said after it in a room: once that has come, what has
///   not come yet will not
/// @param anywhere whether a network may also show it of the person rather than in the room
/// @param nameless networks that do not tell who did it
/// @param third whether it is about somebody who neither acts nor looks on
/// @param spec network to where its form is defined
/// @param none network to why there is no form of it
/// @param text what is said; `{token}` is unique to each try
/// @param fill bytes to which `text` is repeated, 0 to say it once
/// @param file what is sent beside the text, or null
/// @param before what happens first
/// @param after what sets right what this one changed
/// @param send network to what a client there writes
/// @param proof network to what proves the native form: one of these
/// @param fallback what a person must be able to read in place of a native form (regular
///   expression)
public record Case(
        String id,
        String title,
        Set<String> where,
        boolean signal,
        boolean exclusive,
        boolean personal,
        boolean everyone,
        boolean followed,
        boolean anywhere,
        Set<String> nameless,
        boolean third,
        Map<String, String> spec,
        Map<String, String> none,
        String text,
        int fill,
        @Nullable Attachment file,
        List<Step> before,
        List<Step> after,
        Map<String, String> send,
        Map<String, List<Evidence>> proof,
        String fallback) {
    /// Copies.
    public Case {
        where = Set.copyOf(where);
        spec = Map.copyOf(spec);
        none = Map.copyOf(none);
        before = List.copyOf(before);
        after = List.copyOf(after);
        send = Map.copyOf(send);
        proof = Map.copyOf(proof);
    }

    /// A file. Its name may hold `{token}`.
    public record Attachment(String name, String type, String base64) {
        static Attachment read(StrictMap map) {
            String base64 = map.has("base64") ? map.text("base64") : encoded(map.text("text"));
            Attachment file = new Attachment(map.text("name"), map.text("type"), base64);
            map.done();
            return file;
        }

        private static String encoded(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /// Its bytes.
        public byte[] content() {
            return Base64.getDecoder().decode(base64);
        }

        /// What templates call it, once it is to be had under a name at a URL.
        public Map<String, String> names(String called, String url) {
            return Map.of(
                    "file.name",
                    called,
                    "file.type",
                    type,
                    "file.size",
                    String.valueOf(content().length),
                    "file.base",
                    base64,
                    "file.sha1",
                    sha1(content()),
                    "file.url",
                    url);
        }

        private static String sha1(byte[] content) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-1.", e);
            }
        }
    }

    /// Something that happens first, or afterwards.
    ///
    /// @param act the id of the case whose act it is
    /// @param bySender who does it: the sender of the case, or a receiver
    /// @param as the name by which the case's templates call it: `{first.id}`
    public record Step(String act, boolean bySender, String as) {
        static Step read(StrictMap map) {
            String by = map.text("by", "sender");
            if (!by.equals("sender") && !by.equals("receiver")) {
                throw new StrictMap.Fault(map.place() + ": 'by' is sender or receiver.");
            }
            Step step = new Step(map.text("case"), by.equals("sender"), map.text("as", "first"));
            map.done();
            return step;
        }
    }

    /// Reads a case.
    public static Case read(StrictMap map) {
        Case read =
                new Case(
                        map.text("id"),
                        map.text("title"),
                        Set.copyOf(map.list("where")),
                        map.flag("signal"),
                        map.flag("exclusive"),
                        map.flag("personal"),
                        map.flag("everyone"),
                        map.flag("followed"),
                        map.flag("anywhere"),
                        Set.copyOf(map.list("nameless")),
                        map.flag("third"),
                        map.map("spec").texts(),
                        map.map("none").texts(),
                        map.text("text", "{token}"),
                        map.number("fill", 0),
                        map.has("file") ? Attachment.read(map.map("file")) : null,
                        map.maps("before").stream().map(Step::read).toList(),
                        map.maps("after").stream().map(Step::read).toList(),
                        map.map("send").texts(),
                        proofs(map.map("native")),
                        map.text("fallback", ""));
        map.done();
        if (!Set.of("direct", "room").containsAll(read.where)) {
            throw new StrictMap.Fault(map.place() + ": 'where' is direct, room or both.");
        }
        return read;
    }

    private static Map<String, List<Evidence>> proofs(StrictMap map) {
        Map<String, List<Evidence>> proofs = new LinkedHashMap<>();
        for (String network : map.keys()) {
            proofs.put(
                    network,
                    map.maps(network).stream().map(each -> new Evidence(each.texts())).toList());
        }
        return proofs;
    }

    /// Whether nothing proves that it arrived: it only prepares for others.
    public boolean unseen() {
        return proof.isEmpty();
    }

    /// Why this says nothing about a pair of networks, or an empty text if it does.
    public String notApplicable(String from, String to) {
        if (!send.containsKey(from)) {
            return noForm(from);
        }
        return signal && !proof.containsKey(to) ? noForm(to) : "";
    }

    private String noForm(String network) {
        return none.getOrDefault(network, network + " has no form for it");
    }
}
