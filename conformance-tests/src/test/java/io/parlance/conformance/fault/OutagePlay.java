package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.contract.InWorkshop;
import io.parlance.conformance.contract.Workshop;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two servers are away when the gateway starts, and the two others are stopped later: what was
/// written to them meanwhile arrives when they are back, and the others are not delayed.
@ExtendWith(InWorkshop.class)
class OutagePlay {
    @ParameterizedTest(name = "{0} and {1} are away at the start, {2} and {3} later")
    @CsvSource({"mqtt, matrix, xmpp, mail", "xmpp, mail, mqtt, matrix"})
    void whatWasWrittenMeanwhileArrives(
            String first, String second, String third, String fourth, Workshop workshop)
            throws Exception {
        workshop.logOut();
        // Whoever is away is written to by the address they had.
        for (String network : House.ALL) {
            workshop.person(network);
        }
        Written written = new Written(workshop);
        workshop.stop(first);
        workshop.stop(second);
        try (House house = House.open(workshop, "house", House.ALL, yaml -> yaml)) {
            house.awaitLink(third, "up");
            house.awaitLink(fourth, "up");
            away(house, written, third, fourth, first, second);
            back(house, workshop, written, first, second);

            workshop.stop(third);
            workshop.stop(fourth);
            away(house, written, first, second, third, fourth);
            back(house, workshop, written, third, fourth);
            house.crosses(third, first);
            house.crosses(second, fourth);
        } finally {
            workshop.startAll();
        }
    }

    private static void away(
            House house, Written written, String here, String there, String gone, String lost)
            throws Exception {
        written.tell(here, gone);
        written.tell(there, lost);
        written.tell(here, lost);
        // That mail cannot be sent is noticed when mail is to be sent.
        assertThat(house.awaitLink(gone, "down")).isNotBlank();
        assertThat(house.awaitLink(lost, "down")).isNotBlank();
        house.crosses(here, there);
        house.crosses(there, here);
    }

    private static void back(
            House house, Workshop workshop, Written written, String gone, String lost)
            throws Exception {
        workshop.start(gone);
        workshop.start(lost);
        workshop.person(gone);
        workshop.person(lost);
        house.awaitLink(gone, "up");
        house.awaitLink(lost, "up");
        written.arrives(house);
    }
}
