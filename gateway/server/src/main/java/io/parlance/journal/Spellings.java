package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.nio.ByteBuffer;
import java.util.UUID;

/// How the journal spells addresses and ids: one string each. A network's name holds letters and
/// digits only, so what follows it separates: `xmpp:alice@host` is a person, `xmpp#room@host` a
/// room.
final class Spellings {
    private static final String EVERYONE = "*";

    private Spellings() {}

    static String address(Address address) {
        return address.network().name() + (address.isRoom() ? '#' : ':') + address.value();
    }

    static Address address(String text) {
        int end = separator(text);
        var network = new NetworkId(text.substring(0, end));
        String value = text.substring(end + 1);
        return text.charAt(end) == '#'
                ? Address.room(network, value)
                : Address.person(network, value);
    }

    static String conversation(Conversation conversation) {
        return switch (conversation) {
            case Conversation.Direct(Address recipient) -> address(recipient);
            case Conversation.Room(Address room) -> address(room);
            case Conversation.Everyone() -> EVERYONE;
        };
    }

    static Conversation conversation(String text) {
        if (text.equals(EVERYONE)) {
            return new Conversation.Everyone();
        }
        Address address = address(text);
        return address.isRoom() ? new Conversation.Room(address) : new Conversation.Direct(address);
    }

    static String nativeId(NativeId id) {
        return id.network().name() + ':' + id.value();
    }

    static NativeId nativeId(String text) {
        int end = separator(text);
        return new NativeId(new NetworkId(text.substring(0, end)), text.substring(end + 1));
    }

    static byte[] bytes(EnvelopeId id) {
        UUID value = id.value();
        return ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    static EnvelopeId envelopeId(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new EnvelopeId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static int separator(String text) {
        int end = 0;
        while (Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
