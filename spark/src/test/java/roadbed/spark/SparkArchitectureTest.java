package roadbed.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the module may lean on. */
class SparkArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("roadbed.spark");

  @Test
  void onlyTheProgramCollects() {
    noClasses()
        .that()
        .resideInAPackage("roadbed.spark")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("roadbed.collect..", "roadbed.spark.program..", "picocli..")
        .because("what runs on executors is a function of documents")
        .check(CLASSES);
  }

  @Test
  void itNeedsNoStoreNoPageAndNoCommand() {
    noClasses()
        .that()
        .resideInAPackage("roadbed.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "roadbed.operate..", "roadbed.prove..", "roadbed.store..", "roadbed.web..", "roadbed.app..", "org.duckdb..")
        .because("a cluster is sent as little as will do")
        .check(CLASSES);
  }
}
