/// The lab's real servers and a gateway as a process, driven from Java.
@NullMarked
package io.parlance.conformance.lab;

import org.jspecify.annotations.NullMarked;
