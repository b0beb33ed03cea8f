package io.parlance.conformance.score.cases;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The cases that come with the scorecard, in the order of `index.txt`.
public final class CaseFiles {
    private static final String FOLDER = "/io/parlance/conformance/cases/";

    private CaseFiles() {}

    /// All cases, by id.
    public static Map<String, Case> all() throws IOException {
        Map<String, Case> cases = new LinkedHashMap<>();
        for (String name : text("index.txt").lines().toList()) {
            if (!name.isBlank()) {
                String file = name + ".yaml";
                Case each = Case.read(StrictMap.of(file, yaml(file, text(file))));
                cases.put(each.id(), each);
            }
        }
        for (Case each : cases.values()) {
            for (Case.Step step : concat(each.before(), each.after())) {
                if (!cases.containsKey(step.act())) {
                    throw new StrictMap.Fault(each.id() + ": no case '" + step.act() + "'.");
                }
            }
        }
        return cases;
    }

    private static List<Case.Step> concat(List<Case.Step> one, List<Case.Step> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /// Parses YAML into plain maps and lists.
    ///
    /// @param place the file, for messages
    public static Object yaml(String place, String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            throw new StrictMap.Fault(place + " is no YAML: " + e.getMessage());
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = CaseFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new StrictMap.Fault("There is no case file " + FOLDER + file + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
