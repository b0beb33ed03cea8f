package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place on earth, in WGS 84 (RFC 5870, XEP-0080, Matrix `m.location`).
///
/// @param latitude degrees, from -90 to 90
/// @param longitude degrees, from -180 to 180
/// @param accuracy within how many metres, or null if unknown
public record Location(double latitude, double longitude, @Nullable Double accuracy) {
    private static final Pattern GEO =
            Pattern.compile(
                    "geo:(-?\\d{1,3}(?:\\.\\d{1,20})?),(-?\\d{1,3}(?:\\.\\d{1,20})?)(?:,-?[\\d.]{1,20})?(;.{0,200})?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern UNCERTAINTY =
            Pattern.compile(";u=(\\d{1,9}(?:\\.\\d{1,9})?)", Pattern.CASE_INSENSITIVE);

    /// Refuses what is not on earth.
    public Location {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID, "There is no such place on earth.");
        }
    }

    /// Reads a `geo:` URI, or answers null if it is none (RFC 5870 §3.3).
    public static @Nullable Location parse(String uri) {
        Matcher geo = GEO.matcher(uri.strip());
        if (!geo.matches()) {
            return null;
        }
        double latitude = Double.parseDouble(geo.group(1));
        double longitude = Double.parseDouble(geo.group(2));
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return null;
        }
        String parameters = geo.group(3);
        Matcher within = UNCERTAINTY.matcher(parameters == null ? "" : parameters);
        return new Location(
                latitude, longitude, within.find() ? Double.valueOf(within.group(1)) : null);
    }

    /// The place as a `geo:` URI.
    public String uri() {
        String within = accuracy == null ? "" : ";u=" + number(accuracy);
        return "geo:" + number(latitude) + "," + number(longitude) + within;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
