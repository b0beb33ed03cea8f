/// Files that came in and that other networks cannot fetch from where they were: kept in the data
/// folder under random ids, served by signed links that expire, and cleaned up by age and space.
@NullMarked
package io.parlance.media;

import org.jspecify.annotations.NullMarked;
