package roadbed.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, between packages as well as between modules. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("roadbed");

  private static void mayNotImport(String from, String why, String... forbidden) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .because(why)
        .check(CLASSES);
  }

  @Test
  void theModelKnowsNothingOfOurs() {
    mayNotImport(
        "roadbed.model..",
        "it is what all stages share",
        "roadbed.rego..",
        "roadbed.collect..",
        "roadbed.inventory..",
        "roadbed.assess..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..");
  }

  @Test
  void seriesAreNumbersAlone() {
    mayNotImport(
        "roadbed.series..",
        "what numbers measure is told by who asks",
        "roadbed.model..",
        "roadbed.rego..",
        "roadbed.collect..",
        "roadbed.inventory..",
        "roadbed.assess..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..");
  }

  @Test
  void theLanguageIsUsableAlone() {
    mayNotImport(
        "roadbed.rego..",
        "rego is a library of its own",
        "roadbed.model..",
        "roadbed.collect..",
        "roadbed.inventory..",
        "roadbed.assess..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..");
  }

  @Test
  void collectingKnowsOnlyTheModel() {
    mayNotImport(
        "roadbed.collect..",
        "a collector says what is there and judges nothing",
        "roadbed.rego..",
        "roadbed.inventory..",
        "roadbed.assess..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..");
  }

  @Test
  void theInventoryKnowsOnlyTheModel() {
    mayNotImport(
        "roadbed.inventory..",
        "normal form does not depend on who reads or judges it",
        "roadbed.rego..",
        "roadbed.collect..",
        "roadbed.assess..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..");
  }

  @Test
  void assessingIsPure() {
    mayNotImport(
        "roadbed.assess..",
        "an assessment is a function of a snapshot",
        "roadbed.collect..",
        "roadbed.operate..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..",
        "java.sql..",
        "java.net.http..");
  }

  @Test
  void siblingsUnderAssessDoNotKnowEachOther() {
    slices()
        .matching("roadbed.assess.(*)..")
        .should()
        .notDependOnEachOther()
        .because("each assessment stands alone on the snapshot")
        .check(CLASSES);
  }

  @Test
  void operatingKnowsNoFormatNoDatabaseAndNoPage() {
    mayNotImport(
        "roadbed.operate..",
        "a state machine is the same wherever its events come from",
        "roadbed.rego..",
        "roadbed.collect..",
        "roadbed.prove..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..",
        "java.sql..",
        "java.net.http..");
  }

  @Test
  void siblingsUnderOperateDoNotKnowEachOther() {
    slices()
        .matching("roadbed.operate.(*)..")
        .should()
        .notDependOnEachOther()
        .because("each state machine stands alone")
        .check(CLASSES);
  }

  @Test
  void provingKnowsNoDatabaseAndNoPage() {
    mayNotImport(
        "roadbed.prove..",
        "stores and pages come after it",
        "roadbed.collect..",
        "roadbed.store..",
        "roadbed.web..",
        "roadbed.app..",
        "java.sql..");
  }

  @Test
  void pagesSeeInterfacesOnly() {
    mayNotImport(
        "roadbed.web..",
        "a page shows what is stored and does not care where",
        "roadbed.store..",
        "roadbed.collect..",
        "roadbed.app..",
        "java.sql..");
  }

  @Test
  void noFrameworkBelowTheWeb() {
    noClasses()
        .that()
        .resideOutsideOfPackages("roadbed.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta.servlet..", "gg.jte..")
        .because("commands start without a framework")
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreSpeaksToDatabases() {
    noClasses()
        .that()
        .resideOutsideOfPackages("roadbed.store..", "roadbed.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..", "org.postgresql..")
        .because("there is one home for SQL connections")
        .check(CLASSES);
  }

  @Test
  void namesSaySomething() {
    classes()
        .that()
        .resideInAPackage("roadbed..")
        .and()
        .resideOutsideOfPackages("roadbed.picocli..")
        .should()
        .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Processor)$")
        .because("a name says what the thing is")
        .check(CLASSES);
  }
}
