package roadbed.collect.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Diagnostic;

class TimedFileTest {
  @TempDir private Path folder;
  private final List<Diagnostic> told = new ArrayList<>();

  private TimedFile.Content read(String text) throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, text);
    return TimedFile.read(file, told::add);
  }

  @Test
  void everyCombinationOfTheColumnsBetweenIsASeries() throws IOException {
    TimedFile.Content content =
        read("hour,region,type,use\n2026-01-01 00:00:00.000,1,A,5\n2026-01-01 00:00:00.000,2,A,6\n2026-01-01 01:00:00.000,1,A,7\n");
    assertThat(content.dimensions()).containsExactly("region", "type");
    assertThat(content.series()).extracting(TimedSeries::key).containsExactly(List.of("1", "A"), List.of("2", "A"));
    TimedSeries first = content.series().getFirst();
    assertThat(first.at(1)).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(first.interval()).isEqualTo(3_600);
    assertThat(first.grid(Instant.parse("2026-01-01T00:00:00Z"), 3_600, 3, 0)).containsExactly(5, 7, 0);
    assertThat(told).isEmpty();
  }

  @Test
  void timesAreReadWithAndWithoutZoneAndAsDays() throws IOException {
    TimedFile.Content content = read("day,cost\n2026-01-01,1\n2026-01-01T12:00:00Z,2\n2026-01-01T14:00:00+01:00,3\n");
    TimedSeries series = content.series().getFirst();
    assertThat(List.of(series.at(0), series.at(1), series.at(2)))
        .containsExactly(
            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T12:00:00Z"), Instant.parse("2026-01-01T13:00:00Z"));
  }

  @Test
  void linesOutOfOrderAreSorted() throws IOException {
    TimedSeries series = read("day,cost\n2026-01-02,2\n2026-01-01,1\n").series().getFirst();
    assertThat(series.value(0)).isEqualTo(1);
  }

  @Test
  void badLinesAreToldByLineAndColumnAndTheRestGoesOn() throws IOException {
    TimedFile.Content content = read("day,cost\nyesterday,1\n2026-01-01\n2026-01-02,x\n2026-01-03,NaN\n\"2026-01-04,4\n2026-01-05,5\n");
    assertThat(told.stream().map(one -> one.location().line() + ":" + one.location().column() + " " + one.code()))
        .containsExactly(
            "2:1 series.not-a-time", "3:0 series.ragged", "4:2 series.not-a-number", "5:2 series.gap", "6:0 series.quotes");
    assertThat(content.series().getFirst().size()).isEqualTo(3);
  }
}
