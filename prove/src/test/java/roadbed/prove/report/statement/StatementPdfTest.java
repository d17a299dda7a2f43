package roadbed.prove.report.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.statement.Position;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;

/** Statements on paper are legible in the alphabets for which this machine has a font. */
class StatementPdfTest {
  private static List<Statement> statements(String owner) {
    YearMonth month = YearMonth.of(2026, 1);
    Position position = new Position(owner, "EUR", "aws", "1", "EC2", "team tag", month);
    return Statements.of(month, Map.of(position, new BigDecimal("12.34")), false);
  }

  private static String text(String owner) throws IOException {
    ByteArrayOutputStream paper = new ByteArrayOutputStream();
    StatementPdf.write(statements(owner), "Showback", paper);
    try (PDDocument document = Loader.loadPDF(paper.toByteArray())) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void westernLettersNeedNoFontOfTheMachine() throws IOException {
    assertThat(SystemFonts.neededFor("Zahlungen Österreich, 5 €, naïve")).isFalse();
    assertThat(text("Zahlungen Österreich")).contains("Zahlungen Österreich", "12.34");
  }

  @Test
  void cyrillicAndGreekComeFromAFontOfTheMachine() throws IOException {
    assumeThat(SystemFonts.in(SystemFonts.folders())).as("a font with more alphabets, for example DejaVu Sans").isNotEmpty();
    assertThat(SystemFonts.neededFor("платежи")).isTrue();
    assertThat(text("платежи και Ωμέγα, plain")).contains("платежи και Ωμέγα, plain").doesNotContain("#");
  }

  @Test
  void fontsAreFoundByNameInTheOrderOfTheirWorth(@TempDir Path folder) throws IOException {
    Path deep = Files.createDirectories(folder.resolve("truetype/any"));
    for (String name : List.of("NotoSansCJK-Regular.ttc", "simhei.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "NotoSans-Regular.otf")) {
      Files.createFile(deep.resolve(name));
    }
    assertThat(SystemFonts.in(List.of(folder, folder.resolve("nothing"))))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("DejaVuSans.ttf", "NotoSans-Regular.otf", "simhei.ttf");
  }
}
