/// Mail: a catch-all IMAP mailbox in, a submission service out. Every person and room of another
/// network has an address at the gateway's own mail domain, and every room of this network is a
/// list address there. `MailReader` and `MailWriter` turn mail into envelopes and back without I/O,
/// `Mailbox` and `Submission` hold the two connections, `Intake` and `Outbound` join both.
@NullMarked
package io.parlance.adapter.mail;

import org.jspecify.annotations.NullMarked;
