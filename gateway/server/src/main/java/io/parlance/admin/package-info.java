/// What an operator may see and do. The records are the vocabulary of the admin API: what the
/// gateway answers and the command line reads, as JSON; addresses are written `network:address`,
/// times as RFC 3339, durations in milliseconds. [Operations], [Health], [Metrics] and [Crossings]
/// are the running gateway's side of it.
@NullMarked
package io.parlance.admin;

import org.jspecify.annotations.NullMarked;
