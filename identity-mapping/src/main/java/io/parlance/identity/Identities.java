package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.vertx.core.Future;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// People whose addresses on several networks were linked by the operator. Thread-safe; reads never
/// block.
public final class Identities {
    private final Map<Address, Person> byAddress = new ConcurrentHashMap<>();
    private final Index index;

    Identities(OpenedCache cache) {
        index = new Index(cache, this::insert, (id, stored) -> delete(toPerson(id, stored)));
    }

    /// The person who has `address`.
    public Optional<Person> of(Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// All linked people, by id.
    public List<Person> all() {
        return Set.copyOf(byAddress.values()).stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    /// Says that two addresses belong to one person, joining what was known of each.
    ///
    /// @return the person once that is durable; fails with [InvalidValue] if both belong to two
    ///   different people already, or one is a room
    public synchronized Future<Person> link(Address one, Address other) {
        if (one.isRoom() || other.isRoom() || one.equals(other)) {
            return refuse(
                    FailureReason.ADDRESS_INVALID, "Name two different addresses of one person.");
        }
        Person first = byAddress.get(one);
        Person second = byAddress.get(other);
        if (first != null && second != null && !first.equals(second)) {
            return refuse(
                    FailureReason.CONFLICT,
                    one
                            + " and "
                            + other
                            + " belong to different people already; unlink one first.");
        }
        Person known = first == null ? second : first;
        Set<Address> addresses = new HashSet<>(known == null ? Set.of() : known.addresses());
        addresses.add(one);
        addresses.add(other);
        String id = known == null ? UUID.randomUUID().toString().substring(0, 8) : known.id();
        return store(new Person(id, addresses));
    }

    /// Says that `address` belongs to nobody else. A person left with one address is forgotten.
    ///
    /// @return whether it was linked, once the change is durable
    public synchronized Future<Boolean> unlink(Address address) {
        Person person = byAddress.get(address);
        if (person == null) {
            return Future.succeededFuture(false);
        }
        Set<Address> rest = new HashSet<>(person.addresses());
        rest.remove(address);
        return (rest.size() < 2
                        ? index.remove(person.id(), Keys.join(person.addresses()))
                        : store(new Person(person.id(), rest)).<Void>mapEmpty())
                .map(true);
    }

    private Future<Person> store(Person person) {
        return index.put(person.id(), Keys.join(person.addresses())).map(person);
    }

    private void insert(String id, String stored) {
        Person person = toPerson(id, stored);
        byAddress.values().removeIf(old -> old.id().equals(id));
        person.addresses().forEach(address -> byAddress.put(address, person));
    }

    private void delete(Person person) {
        person.addresses().forEach(byAddress::remove);
    }

    private static Person toPerson(String id, String stored) {
        return new Person(id, Keys.split(stored));
    }

    private static <T> Future<T> refuse(FailureReason reason, String message) {
        return Future.failedFuture(new InvalidValue(reason, message));
    }
}
