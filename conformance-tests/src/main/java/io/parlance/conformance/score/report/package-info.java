/// What a run leaves: table, JSON, JUnit XML, HTML, Markdown, and the comparison with a baseline.
@NullMarked
package io.parlance.conformance.score.report;

import org.jspecify.annotations.NullMarked;
