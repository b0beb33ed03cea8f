/// Mail through an IMAP mailbox and a submission service.
@NullMarked
package io.parlance.mail;

import org.jspecify.annotations.NullMarked;
