package roadbed.prove.report.statement;

import java.math.BigDecimal;
import java.util.List;
import roadbed.assess.cost.statement.Statement;

/** Statements as one page of XHTML that needs nothing else: no script, no picture, nothing is fetched. */
public final class StatementHtml {
  private static final String STYLE =
      """
      @page { size: A4; margin: 18mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
      body { font-family: Helvetica, Arial, sans-serif; font-size: 10pt; color: #1a2230; }
      section { page-break-after: always; }
      section:last-child { page-break-after: auto; }
      h1 { font-size: 17pt; margin: 0 0 2pt 0; }
      p { margin: 2pt 0 10pt 0; color: #4a5568; }
      table { width: 100%; border-collapse: collapse; -fs-table-paginate: paginate; }
      th { text-align: left; border-bottom: 1pt solid #1a2230; padding: 3pt 6pt 3pt 0; }
      td { border-bottom: 0.5pt solid #d5dbe3; padding: 3pt 6pt 3pt 0; vertical-align: top; word-wrap: break-word; }
      .money { text-align: right; white-space: nowrap; padding-right: 0; }
      tfoot td { border-bottom: none; border-top: 1pt solid #1a2230; font-weight: bold; }
      """;

  private StatementHtml() {}

  /**
   * The page.
   *
   * @param kind what these are called: {@code Showback} or {@code Chargeback}
   */
  public static String render(List<Statement> statements, String kind) {
    StringBuilder html = new StringBuilder(1 << 14);
    html.append("<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"UTF-8\"/>");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
    html.append("<title>").append(text(kind)).append("</title><style>").append(STYLE).append("</style></head><body>");
    if (statements.isEmpty()) {
      html.append("<section><h1>").append(text(kind)).append("</h1><p>There is no cost.</p></section>");
    }
    statements.forEach(statement -> section(statement, kind, html));
    return html.append("</body></html>\n").toString();
  }

  private static void section(Statement statement, String kind, StringBuilder html) {
    html.append("<section><h1>").append(text(name(statement.owner()))).append("</h1><p>").append(text(kind));
    html.append(" for ").append(statement.month()).append(", ").append(text(statement.currency()));
    html.append(statement.closed() ? ", closed" : ", open: figures may change").append("</p><table><thead><tr>");
    html.append("<th>Month</th><th>Service</th><th>Account</th><th>By</th><th class=\"money\">");
    html.append(text(statement.currency())).append("</th></tr></thead><tfoot><tr><td colspan=\"4\">Total</td>");
    money(statement.total(), html).append("</tr></tfoot><tbody>");
    for (Statement.Line line : statement.lines()) {
      html.append("<tr><td>").append(line.position().of());
      html.append(line.adjusts(statement.month()) ? " (adjustment)" : "").append("</td><td>");
      html.append(text(line.position().service())).append("</td><td>");
      html.append(text(line.position().provider() + " " + line.position().account())).append("</td><td>");
      html.append(text(line.position().trail())).append("</td>");
      money(line.shown(), html).append("</tr>");
    }
    html.append("</tbody></table></section>");
  }

  private static StringBuilder money(BigDecimal amount, StringBuilder html) {
    return html.append("<td class=\"money\">").append(String.format(java.util.Locale.ROOT, "%,." + amount.scale() + "f", amount)).append("</td>");
  }

  /** An owner as people read it. */
  static String name(String owner) {
    return owner.isEmpty() ? "Not allocated" : owner.startsWith("pool:") ? "Still shared: " + owner.substring(5) : owner;
  }

  private static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  // What XML does not know would spoil the whole page.
                  boolean control = c < ' ' && c != '\t';
                  boolean unpaired = c >= 0xD800 && c <= 0xDFFF;
                  escaped.appendCodePoint(control || unpaired || c == 0xFFFE || c == 0xFFFF ? '?' : c);
                }
              }
            });
    return escaped.toString();
  }
}
