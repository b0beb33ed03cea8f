package io.parlance.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// The contract on Exim and Dovecot. The mailbox keeps what was not taken; a repeated delivery has
/// the same Message-ID, by which mail programs show it once or twice.
class MailContractPlay implements AdapterContract {
    private final Trial trial = new Trial();

    @Override
    public Trial trial() {
        return trial;
    }

    @Override
    public String network() {
        return "mail";
    }

    @Override
    public String nobody() {
        return "nobody@mail.test";
    }

    /// A mail server works on all that it took at the same time: the order in which it took them is
    /// all there is, and only one delivery of a conversation is under way at a time.
    @Override
    public void assertOrder(List<String> texts) throws Exception {
        assertThat(
                        trial.person().sightings().all().stream()
                                .map(seen -> seen.text().strip())
                                .filter(texts::contains))
                .containsExactlyInAnyOrderElementsOf(texts);
    }
}
