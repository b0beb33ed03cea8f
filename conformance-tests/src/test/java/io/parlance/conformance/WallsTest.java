package io.parlance.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.net.URI;
import java.util.stream.Stream;

/// The walls between the modules, as ARCHITECTURE.md draws them.
@AnalyzeClasses(packages = "io.parlance", importOptions = ImportOption.DoNotIncludeTests.class)
final class WallsTest {
    private static final String[] API = {
        "io.parlance.model..", "io.parlance.spi..", "io.parlance.text.."
    };
    private static final String[] ADAPTERS = {
        "io.parlance.adapter.xmpp..",
        "io.parlance.adapter.matrix..",
        "io.parlance.adapter.mqtt..",
        "io.parlance.adapter.mail.."
    };

    @ArchTest
    static void theWholeHouseIsSeen(JavaClasses house) {
        assertThat(house.stream().map(JavaClass::getPackageName).distinct())
                .contains("io.parlance.model", "io.parlance.spi", "io.parlance.identity")
                .contains("io.parlance.adapter.xmpp", "io.parlance.adapter.matrix")
                .contains(
                        "io.parlance.adapter.mqtt", "io.parlance.adapter.mail", "io.parlance.cli");
    }

    @ArchTest
    static final ArchRule theModelHasNoInputOrOutput =
            noClasses()
                    .that()
                    .resideInAPackage("io.parlance.model..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vertx..", "java.nio.file..", "java.nio.channels..", "java.sql..")
                    .orShould()
                    .dependOnClassesThat(
                            JavaClass.Predicates.resideInAPackage("java.net")
                                    .and(not(JavaClass.Predicates.equivalentTo(URI.class))));

    @ArchTest
    static void anAdapterSeesOnlyTheApi(JavaClasses house) {
        for (String adapter : ADAPTERS) {
            classes()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .onlyDependOnClassesThat(
                            JavaClass.Predicates.resideInAnyPackage(
                                            Stream.concat(Stream.of(API), Stream.of(adapter))
                                                    .toArray(String[]::new))
                                    .or(
                                            JavaClass.Predicates.resideOutsideOfPackage(
                                                    "io.parlance..")))
                    .check(house);
        }
    }

    @ArchTest
    static final ArchRule nobodySeesAnAdapter =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ADAPTERS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS);

    @ArchTest
    static final ArchRule theModelKnowsNoMarkup =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.parlance.model..", "io.parlance.spi..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.parlance.text..", "org.jsoup..", "org.commonmark..");

    @ArchTest
    static final ArchRule onlyTheIdentityMappingSeesInfinispan =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.parlance.identity..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.infinispan..", "org.jgroups..");

    @ArchTest
    static final ArchRule theApiSeesNothingElseOfTheHouse =
            noClasses()
                    .that()
                    .resideInAnyPackage(API)
                    .should()
                    .dependOnClassesThat(
                            JavaClass.Predicates.resideInAPackage("io.parlance..")
                                    .and(JavaClass.Predicates.resideOutsideOfPackages(API)));

    @ArchTest
    static final ArchRule theIdentityMappingSeesOnlyTheApi =
            noClasses()
                    .that()
                    .resideInAPackage("io.parlance.identity..")
                    .should()
                    .dependOnClassesThat(
                            JavaClass.Predicates.resideInAPackage("io.parlance..")
                                    .and(
                                            JavaClass.Predicates.resideOutsideOfPackages(
                                                    "io.parlance.model..",
                                                    "io.parlance.spi..",
                                                    "io.parlance.identity..")));

    @ArchTest
    static final ArchRule noStateInStaticFields =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage("io.parlance.conformance..")
                    .should()
                    .beFinal();
}
