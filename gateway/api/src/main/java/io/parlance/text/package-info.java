/// Reads and writes formatted text in the markups of the networks: Matrix HTML, HTML mail and
/// XHTML-IM, Message Styling (XEP-0393), CommonMark, and plain text. Pure, for every adapter; what
/// is hostile is left out when read, and what is written is escaped and verified by reading it
/// again where the markup is ambiguous.
@NullMarked
package io.parlance.text;

import org.jspecify.annotations.NullMarked;
