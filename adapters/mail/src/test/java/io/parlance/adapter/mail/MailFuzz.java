package io.parlance.adapter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.fuzz.FuzzTarget;

/// A raw mail: it is a letter or unreadable, and what a letter says can be told to other networks.
final class MailFuzz implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        Letter letter;
        try {
            letter = Mails.READER.read(input);
        } catch (Unreadable _) {
            return;
        }
        assertThat(Mails.SPACE.canonical(letter.from())).isEqualTo(letter.from());
        assertThat(letter.subject() + letter.name()).doesNotContain("\n", "\r", "\0");
        assertThat(letter.contents().text()).doesNotContain("\0", "\r");
        assertThat(MessageIds.all(letter.id())).containsExactly(letter.id());
        String text = Bodies.text(letter);
        MailFormat.read(letter.contents().html(), text);
        MailThread thread = MailThread.of(letter);
        assertThat(MailThread.parse(thread.toText())).isEqualTo(thread);
        AuthResults.vouch(
                letter.headers().all("authentication-results"), "mx.mail.test", letter.from());
    }
}
