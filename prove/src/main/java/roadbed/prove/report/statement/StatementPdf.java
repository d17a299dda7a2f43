package roadbed.prove.report.statement;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import roadbed.assess.cost.statement.Statement;

/**
 * Statements as PDF, a page or more each. It is the page of {@link StatementHtml}, on paper. Letters beyond western
 * European alphabets come from fonts of this machine, which are embedded; what none of them has shows as {@code #}.
 */
public final class StatementPdf {
  private StatementPdf() {}

  /** Writes them. Nothing is fetched, whatever the statements say. */
  public static void write(List<Statement> statements, String kind, OutputStream out) throws IOException {
    XRLog.setLoggingEnabled(false);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useUriResolver((_, _) -> null);
    String page = StatementHtml.render(statements, kind);
    if (SystemFonts.neededFor(page)) {
      List<Path> fonts = SystemFonts.in(SystemFonts.folders());
      StringBuilder families = new StringBuilder("font-family: Helvetica");
      for (int i = 0; i < fonts.size(); i++) {
        builder.useFont(fonts.get(i).toFile(), "system" + i);
        families.append(", system").append(i);
      }
      page = page.replace("font-family: Helvetica", families);
    }
    builder.withHtmlContent(page, "");
    builder.toStream(out);
    builder.withProducer("roadbed");
    builder.run();
  }
}
