/// What the fuzz targets and cost tables of all modules share: a corpus that every build replays, a
/// campaign that looks for more, and a table of what hostile input costs. Compiled into each
/// module's tests.
@NullMarked
package io.parlance.fuzz;

import org.jspecify.annotations.NullMarked;
