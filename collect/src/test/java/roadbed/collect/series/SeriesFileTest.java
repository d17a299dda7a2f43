package roadbed.collect.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Diagnostic;

class SeriesFileTest {
  @TempDir private Path folder;
  private final List<Diagnostic> told = new ArrayList<>();

  private List<NamedSeries> read(String text) throws IOException {
    Path file = folder.resolve("s.csv");
    Files.writeString(file, text);
    return SeriesFile.read(file, told::add);
  }

  private List<String> places() {
    return told.stream()
        .map(one -> one.location().line() + ":" + one.location().column() + " " + one.code())
        .toList();
  }

  @Test
  void aSeriesIsALineAndTheirLengthsDiffer() throws IOException {
    List<NamedSeries> series = read("V1,V2,V3,V4\na,1,2,3\n\"b, c\",4,,\n");
    assertThat(series).extracting(NamedSeries::id).containsExactly("a", "b, c");
    assertThat(series.get(0).values()).containsExactly(1, 2, 3);
    assertThat(series.get(1).values()).containsExactly(4);
    assertThat(told).isEmpty();
  }

  @Test
  void valuesMayStandInOneCell() throws IOException {
    List<NamedSeries> series = read("id,values\na,1 2  3.5\nb,4 x 5\n");
    assertThat(series.get(0).values()).containsExactly(1, 2, 3.5);
    assertThat(series.get(1).values()).containsExactly(4, Double.NaN, 5);
    assertThat(places()).containsExactly("3:3 series.not-a-number");
  }

  @Test
  void aFirstLineWithANumberIsASeries() throws IOException {
    assertThat(read("a,1e3,-2.5\r\nb,7\r\n")).hasSize(2);
  }

  @Test
  void whatIsNoNumberIsAGapAndIsToldByLineAndColumn() throws IOException {
    List<NamedSeries> series = read("id,values\na,1,x,3\nb,,2,NaN,4\nc,Infinity,1d,5\n");
    assertThat(series.get(0).values()).containsExactly(1, Double.NaN, 3);
    assertThat(series.get(1).values()).containsExactly(Double.NaN, 2, Double.NaN, 4);
    assertThat(places())
        .containsExactly(
            "2:3 series.not-a-number",
            "3:2 series.gap",
            "3:4 series.gap",
            "4:2 series.not-a-number",
            "4:3 series.not-a-number");
  }

  @Test
  void linesThatAreNoSeriesAreLeftOutAndTheRestGoesOn() throws IOException {
    assertThat(read("a,1\n,2\na,3\nb\n\"c,4\nd,5\n")).extracting(NamedSeries::id).containsExactly("a", "d");
    assertThat(places())
        .containsExactly("2:1 series.no-id", "3:1 series.twice", "4:0 series.empty", "5:0 series.quotes");
  }

  @Test
  void manyProblemsAreCountedAndNotListed() throws IOException {
    read("a" + ",x".repeat(1_000) + ",1\n");
    assertThat(told).hasSize(101);
    assertThat(told.getLast().message()).startsWith("900 more");
  }

  @Test
  void packedFilesAreRead() throws IOException {
    Path file = folder.resolve("s.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(SeriesFile.read(file, told::add)).hasSize(1);
  }
}
