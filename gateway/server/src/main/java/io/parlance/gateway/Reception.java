package io.parlance.gateway;

import io.parlance.admin.Spellings;
import io.parlance.command.BotAdapter;
import io.parlance.command.CommandLine;
import io.parlance.command.CommandSettings;
import io.parlance.command.Desk;
import io.parlance.command.LiveFacilities;
import io.parlance.command.Permissions;
import io.parlance.config.ConfigFile;
import io.parlance.gateway.StartFailure.Kind;
import io.parlance.hub.EventHub;
import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Journal;
import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Networks;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/// Puts the bot into the hub, as a network that no configuration names.
final class Reception {
    private final ConfigFile file;

    Reception(ConfigFile file) {
        this.file = file;
    }

    /// After all adapters were added, and before the hub starts.
    ///
    /// @throws StartFailure if an operator's address is none
    void open(EventHub hub, Journal journal, IdentityMapping mapping) throws StartFailure {
        CommandSettings settings = file.config().commands();
        Permissions permissions =
                new Permissions(operators(file, hub.networks()), settings.allow());
        if (!settings.enabled()) {
            return;
        }
        CommandLine lines = new CommandLine(settings.prefix());
        Desk desk =
                new Desk(
                        new LiveFacilities(hub, journal, mapping),
                        settings,
                        permissions,
                        journal.stateStore(GatewayBot.NETWORK),
                        Clock.systemUTC());
        hub.add(GatewayBot.NETWORK, new BotAdapter(hub, lines, desk));
        hub.overhear(lines::isFor);
    }

    /// The addresses of the operators that the configuration names.
    static Set<Address> operators(ConfigFile file, Networks networks) throws StartFailure {
        Spellings spellings = new Spellings(networks);
        Set<Address> operators = new HashSet<>();
        for (String spelling : file.config().commands().operators()) {
            try {
                operators.add(person(spellings.any(spelling)));
            } catch (InvalidValue e) {
                ConfigException fault =
                        new ConfigException("commands.operators", String.valueOf(e.getMessage()));
                throw new StartFailure(
                        Kind.CONFIGURATION, String.valueOf(file.located(fault).getMessage()), e);
            }
        }
        return operators;
    }

    private static Address person(Address address) {
        if (address.isRoom()) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "'" + address + "' is a room; name the operators themselves");
        }
        return address;
    }
}
