package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Address;
import io.parlance.model.InvalidValue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Addresses as people write them, the spelling of ghosts, and Message-IDs.
final class MailAddressFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        address(text);
        ghost(text);
        String id = MessageIds.read(HeaderText.oneLine(text, 65_536));
        if (id != null) {
            assertThat(MessageIds.read(id)).isEqualTo(id);
            assertThat(MessageIds.bare(MessageIds.forRecipient(id, "a@b"))).isEqualTo(id);
        }
    }

    private static void address(String text) {
        Address address;
        try {
            address = Mails.SPACE.parse(text);
        } catch (InvalidValue _) {
            return;
        }
        assertThat(Mails.SPACE.fromPortable(Mails.SPACE.portable(address))).isEqualTo(address);
        assertThat(Mails.SPACE.parse(Mails.SPACE.uri(address).toString())).isEqualTo(address);
    }

    /// A spelling names one address, whatever mail systems do to the case of its letters.
    private static void ghost(String portable) {
        String local = GhostSpelling.encode("xmpp", portable);
        assertThat(local.length()).isLessThanOrEqualTo(64);
        assertThat(local).matches("[a-z0-9._=-]+").isLowerCase();
        if (!GhostSpelling.isCut(local)) {
            assertThat(GhostSpelling.decode(local.substring(5))).isEqualTo(Optional.of(portable));
        }
    }
}
