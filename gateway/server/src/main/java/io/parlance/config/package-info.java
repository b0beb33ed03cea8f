/// Configuration: one strict YAML file. Every value is read as the text that stands there (a
/// password of `0123` or `no` stays what it is), secrets come from the environment or from files,
/// and every fault is told with file, line, key and what to write instead.
@NullMarked
package io.parlance.config;

import org.jspecify.annotations.NullMarked;
