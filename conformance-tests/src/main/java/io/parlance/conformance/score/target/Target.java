package io.parlance.conformance.score.target;

import io.parlance.conformance.score.cases.CaseFiles;
import io.parlance.conformance.score.cases.StrictMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bridge to be scored, as its target file describes it.
///
/// @param name for the reports
/// @param lab `none`; `peers`: the lab's servers; `parlance`: these and a Parlance gateway
/// @param peers the lab's servers that are needed
/// @param link rooms to be linked, as Parlance's operator writes them; only with `lab: parlance`
/// @param accounts one on each network; empty while the lab's values are not known
public record Target(
        String name, String lab, List<String> peers, List<String> link, List<Account> accounts) {
    private static final Pattern VALUE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");
    private static final List<String> LABS = List.of("none", "peers", "parlance");
    private static final int PATIENCE = 6;

    /// Copies the lists.
    public Target {
        peers = List.copyOf(peers);
        link = List.copyOf(link);
        accounts = List.copyOf(accounts);
    }

    /// Reads what can be known before a lab is up.
    public static Target head(String place, String yaml) {
        StrictMap map = StrictMap.of(place, CaseFiles.yaml(place, yaml));
        return read(map, List.of());
    }

    /// Reads all.
    ///
    /// @param values what `${NAME}` stands for: the lab's values, or the environment
    public static Target whole(String place, String yaml, Map<String, String> values) {
        StrictMap map = StrictMap.of(place, CaseFiles.yaml(place, filled(place, yaml, values)));
        StrictMap networks = map.map("networks");
        int patience = map.number("timeout", PATIENCE);
        List<Account> accounts = new ArrayList<>();
        for (String network : networks.keys()) {
            accounts.add(Account.read(network, networks.map(network), patience));
        }
        if (accounts.size() < 2) {
            throw new StrictMap.Fault(place + ": a bridge has at least two networks.");
        }
        return read(map, accounts);
    }

    private static Target read(StrictMap map, List<Account> accounts) {
        String lab = map.text("lab", "none");
        if (!LABS.contains(lab)) {
            throw new StrictMap.Fault(map.place() + ": 'lab' is one of " + LABS + ".");
        }
        map.map("networks");
        map.number("timeout", PATIENCE);
        Target target =
                new Target(map.text("name"), lab, map.list("peers"), map.list("link"), accounts);
        map.done();
        return target;
    }

    private static String filled(String place, String yaml, Map<String, String> values) {
        Matcher names = VALUE.matcher(yaml.replaceAll("(?m)^\\s*#.*$", ""));
        StringBuilder out = new StringBuilder();
        while (names.find()) {
            String value = values.get(names.group(1));
            if (value == null) {
                throw new StrictMap.Fault(
                        place + " needs ${" + names.group(1) + "}: set it in the environment.");
            }
            names.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return names.appendTail(out).toString();
    }
}
