package roadbed.prove.report.statement;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import roadbed.assess.cost.statement.Statement;

/** Statements as PDF, a page or more each. It is the page of {@link StatementHtml}, on paper. */
public final class StatementPdf {
  private StatementPdf() {}

  /** Writes them. Nothing is fetched, whatever the statements say. */
  public static void write(List<Statement> statements, String kind, OutputStream out) throws IOException {
    XRLog.setLoggingEnabled(false);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useUriResolver((_, _) -> null);
    builder.withHtmlContent(StatementHtml.render(statements, kind), "");
    builder.toStream(out);
    builder.withProducer("roadbed");
    builder.run();
  }
}
