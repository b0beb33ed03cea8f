/// Tests of the web server's parts.
@NullMarked
package io.parlance.web;

import org.jspecify.annotations.NullMarked;
