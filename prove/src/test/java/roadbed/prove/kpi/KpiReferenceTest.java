package roadbed.prove.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/kpis.md} is written from the definitions; run this test with
 * {@code -Droadbed.docs.update=true} to write it again.
 */
class KpiReferenceTest {
  @Test
  void theReferenceIsCurrent() throws IOException {
    Path file = root().resolve("docs/reference/kpis.md");
    String text = reference(KpiCatalogue.builtIn());
    if (Boolean.getBoolean("roadbed.docs.update")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void everyDefinitionInTheFolderIsBuiltIn() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("prove/src/main/resources/kpis"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList())
          .isEqualTo(KpiCatalogue.BUILT_IN);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/reference"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static String reference(KpiCatalogue catalogue) {
    StringBuilder text = new StringBuilder();
    text.append("# KPIs\n\n");
    text.append("Written from the definitions that come with Roadbed; do not edit. What a definition may say\n");
    text.append("stands in [the guide](../guide/kpis.md), the tables in [tables](tables.md).\n\n");
    text.append("| KPI | pillar | unit | target | period | needs |\n|---|---|---|---|---|---|\n");
    for (Kpi kpi : catalogue.kpis()) {
      text.append(
          "| [%s](#%s) %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  kpi.id(),
                  kpi.id(),
                  kpi.title(),
                  kpi.pillar(),
                  kpi.unit(),
                  kpi.targetText(),
                  period(kpi),
                  String.join(", ", kpi.needs())));
    }
    for (Kpi kpi : catalogue.kpis()) {
      text.append("\n## ").append(kpi.id()).append("\n\n");
      text.append(kpi.title()).append(": ").append(kpi.definition()).append(".\n\n");
      text.append(kpi.counting()).append("\n\n");
      text.append("Better is ").append(kpi.direction().name().toLowerCase(Locale.ROOT)).append("; target: ");
      text.append(kpi.targetText());
      kpi.target().ifPresent(target -> text.append(" (compared with ").append(number(target)).append(")"));
      text.append("; looked at ").append(kpi.cadence()).append(".\n\n");
      text.append("```sql\n").append(kpi.sql()).append("\n```\n");
    }
    return text.toString();
  }

  private static String period(Kpi kpi) {
    return kpi.periodDays() == 0 ? "state of the day" : kpi.periodDays() + " days";
  }

  private static String number(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
