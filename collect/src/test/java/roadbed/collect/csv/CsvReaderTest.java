package roadbed.collect.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  private static List<CsvReader.Row> rows(String text) {
    CsvReader reader = new CsvReader(text);
    List<CsvReader.Row> rows = new ArrayList<>();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  @Test
  void fieldsQuotesAndLines() {
    assertThat(rows("a,b\r\n\"x,\ny\",\"\"\"q\"\"\"\n\n,\nlast,"))
        .containsExactly(
            new CsvReader.Row.Fields(1, List.of("a", "b")),
            new CsvReader.Row.Fields(2, List.of("x,\ny", "\"q\"")),
            new CsvReader.Row.Fields(5, List.of("", "")),
            new CsvReader.Row.Fields(6, List.of("last", "")));
  }

  @Test
  void whatBreaksTheRulesIsToldAndPassedOver() {
    assertThat(rows("a\"b,c\n1,2\n\"x\"y,z\n3,4\n\"open,5\n6,7"))
        .containsExactly(
            new CsvReader.Row.Broken(1, 2, "a quote stands inside an unquoted field"),
            new CsvReader.Row.Fields(2, List.of("1", "2")),
            new CsvReader.Row.Broken(3, 4, "text stands behind a closing quote"),
            new CsvReader.Row.Fields(4, List.of("3", "4")),
            new CsvReader.Row.Broken(5, 0, "a quote is opened and never closed"),
            new CsvReader.Row.Fields(6, List.of("6", "7")));
  }

  @Property(tries = 300, seed = "20261121")
  void whatIsQuotedComesBack(@ForAll List<List<String>> table) {
    List<List<String>> written = table.stream().filter(row -> !row.isEmpty()).toList();
    String text =
        written.stream()
            .map(row -> row.stream().map(field -> '"' + field.replace("\"", "\"\"") + '"').collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    assertThat(rows(text)).extracting(row -> ((CsvReader.Row.Fields) row).values()).isEqualTo(written);
  }
}
