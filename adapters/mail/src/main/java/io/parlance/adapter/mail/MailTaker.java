package io.parlance.adapter.mail;

import java.io.IOException;

/// Takes mails out of the mailbox, one at a time, on a thread that may block.
interface MailTaker {
    /// Takes one mail; returns when it is durable, or was refused for good.
    ///
    /// @param raw the mail as it lies in the mailbox
    /// @param again whether it may have been taken before: then nobody is told anything
    /// @throws IOException if it was not taken and must be offered again
    void take(byte[] raw, boolean again) throws IOException, InterruptedException;

    /// Refuses a mail that is too large to fetch.
    ///
    /// @param header its header alone
    /// @param size its size in bytes
    void tooLarge(byte[] header, int size, boolean again) throws IOException, InterruptedException;
}
