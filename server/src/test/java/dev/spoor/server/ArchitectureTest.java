package dev.spoor.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.spoor");

    @Test
    void theModelKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.spoor.model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.spoor.model..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theServerKnowsNoParticularStore() {
        noClasses()
                .that()
                .resideInAPackage("dev.spoor.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.spoor.store.local..", "dev.spoor.store.clickhouse..", "dev.spoor.sdk..")
                .check(CLASSES);
    }

    @Test
    void storesAndFormatsDoNotKnowTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.spoor.store..", "dev.spoor.otlp..", "dev.spoor.dialects..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.spoor.server..")
                .check(CLASSES);
    }

    @Test
    void theStoreContractKnowsNoStore() {
        noClasses()
                .that()
                .resideInAPackage("dev.spoor.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.spoor.store.local..", "dev.spoor.dialects..")
                .check(CLASSES);
    }

    @Test
    void dialectsKnowOnlyTheModel() {
        noClasses()
                .that()
                .resideInAPackage("dev.spoor.dialects..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.spoor.store..", "dev.spoor.otlp..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** OTLP, the API, live views and the UI each stand alone, on what is shared. */
    @Test
    void thePartsOfTheServerDoNotKnowEachOther() {
        slices().matching("dev.spoor.server.(otlp|ui)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.spoor.server.http..", "dev.spoor.server.config..", "dev.spoor.server.projects..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.spoor.server.otlp..",
                        "dev.spoor.server.api..",
                        "dev.spoor.server.live..",
                        "dev.spoor.server.ui..")
                .check(CLASSES);
    }
}
