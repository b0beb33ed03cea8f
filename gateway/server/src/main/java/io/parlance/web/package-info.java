/// The HTTP door: health and readiness, metrics, files that came in, and the admin API behind a
/// bearer token. It says nothing of what the gateway does; that is in [io.parlance.admin].
@NullMarked
package io.parlance.web;

import org.jspecify.annotations.NullMarked;
