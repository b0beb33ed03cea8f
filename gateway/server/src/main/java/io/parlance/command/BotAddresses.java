package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.spi.AddressSpace;

import java.net.URI;

/// The addresses of the bot's network: there is one. Pure.
final class BotAddresses implements AddressSpace {
    @Override
    public Address parse(String spelling) {
        if (spelling.equals(GatewayBot.ADDRESS.value())) {
            return GatewayBot.ADDRESS;
        }
        throw new InvalidValue(
                FailureReason.ADDRESS_INVALID,
                "In the gateway itself lives nobody but " + GatewayBot.ADDRESS + ".");
    }

    @Override
    public String portable(Address address) {
        return address.value();
    }

    @Override
    public Address fromPortable(String portable) {
        return parse(portable);
    }

    @Override
    public URI uri(Address address) {
        return URI.create("parlance:" + address.value());
    }
}
