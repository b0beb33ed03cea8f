package io.parlance.admin;

/// Why something was not done (RFC 9457, `application/problem+json`).
///
/// @param status the HTTP status
/// @param title in few words
/// @param detail what is wrong and what to do
public record Problem(int status, String title, String detail) {}
