package roadbed.web.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;
import roadbed.prove.report.statement.StatementCsv;
import roadbed.prove.report.statement.StatementHtml;
import roadbed.prove.report.statement.StatementPdf;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** What each owner bears in a month, line by line; the month can be closed here. */
final class StatementPages {
  private static final String NOBODY = "(none)";

  private final Screen screen;
  private final WebParts parts;
  private final CostDesk desk;

  StatementPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
    this.desk = parts.desk();
  }

  /** An owner's statement on the list of all. */
  record Line(String name, String link, Statement statement) {}

  /**
   * @param owner who is chosen; empty where nobody is
   * @param shown the chosen owner's statements, one a currency
   * @param all one line a statement, most first
   * @param over whether the month is over, so that it can be closed
   */
  record View(
      YearMonth month,
      Statements.Cost cost,
      String owner,
      List<Statement> shown,
      List<Line> all,
      Optional<CostDesk.Seal> closed,
      boolean over,
      List<String> problems,
      Link link,
      ToldCurrency told) {
    /** The address of the same as a file. */
    String file(String format) {
      return link.at("/cost/statement." + format).toString();
    }
  }

  /** What an address asks for. */
  private record Asked(YearMonth month, Statements.Cost cost, String owner, String convert) {
    Link link() {
      return Link.to("/cost/statement")
          .with("month", month.toString())
          .with("owner", owner)
          .with("cost", cost == Statements.Cost.BILLED ? cost.id() : "")
          .with("convert", convert);
    }

    boolean wants(Statement statement) {
      return owner.isEmpty() || statement.owner().equals(owner.equals(NOBODY) ? "" : owner);
    }
  }

  private Asked asked(Visit visit) {
    YearMonth month = YearMonth.from(today()).minusMonths(1);
    String text = visit.text("month");
    if (!text.isEmpty()) {
      try {
        month = YearMonth.parse(text);
      } catch (DateTimeException _) {
        throw Problem.badParameter("month", "is not a month like 2026-01");
      }
    }
    Statements.Cost cost =
        visit.text("cost").equals("billed") ? Statements.Cost.BILLED : Statements.Cost.EFFECTIVE;
    return new Asked(month, cost, visit.text("owner"), visit.text("convert"));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }

  ServerResponse show(Visit visit) {
    return show(visit, HttpStatus.OK, List.of());
  }

  private ServerResponse show(Visit visit, HttpStatus status, List<String> problems) {
    Asked asked = asked(visit);
    CostDesk.Booked booked = ToldCurrency.desk(visit, desk).booked(asked.month(), asked.cost());
    List<Statement> statements = booked.statements();
    List<Line> all = new ArrayList<>();
    for (Statement one : statements) {
      String owner = one.owner().isEmpty() ? NOBODY : one.owner();
      all.add(new Line(name(one.owner()), asked.link().with("owner", owner).toString(), one));
    }
    all.sort(
        java.util.Comparator.comparing((Line line) -> line.statement().currency())
            .thenComparing(line -> line.statement().exact(), java.util.Comparator.reverseOrder()));
    View view =
        new View(
            asked.month(),
            asked.cost(),
            asked.owner(),
            asked.owner().isEmpty() ? List.of() : statements.stream().filter(asked::wants).toList(),
            all,
            booked.closed(),
            asked.month().isBefore(YearMonth.from(today())),
            problems,
            asked.link(),
            ToldCurrency.of(visit, desk));
    return screen.show(visit, status, "statement", "Statement", "cost", view);
  }

  /** An owner as people read it. */
  static String name(String owner) {
    return owner.isEmpty() ? "Not allocated" : owner.startsWith("pool:") ? "Still shared: " + owner.substring(5) : owner;
  }

  /** Closes the month, where it was typed again. */
  ServerResponse close(Visit visit) {
    Asked asked = asked(visit);
    if (!visit.text("again").equals(asked.month().toString())) {
      return show(
          visit, HttpStatus.UNPROCESSABLE_CONTENT, List.of("Type " + asked.month() + " to close it: a closed month never changes."));
    }
    return switch (desk.close(asked.month(), asked.cost(), visit.caller().actor())) {
      case CostDesk.Closed _ -> Replies.seeOther(asked.link().toString());
      case CostDesk.NotClosed not -> show(visit, HttpStatus.CONFLICT, List.of(Format.capital(not.why()) + "."));
    };
  }

  // --- files --------------------------------------------------------------------------------------------------

  private List<Statement> wanted(Visit visit, Asked asked) {
    return ToldCurrency.desk(visit, desk).booked(asked.month(), asked.cost()).statements().stream().filter(asked::wants).toList();
  }

  private static String fileName(Asked asked, String format) {
    String owner = asked.owner().replaceAll("[^A-Za-z0-9._-]+", "-");
    return "statement-" + asked.month() + (owner.isEmpty() ? "" : "-" + owner) + "." + format;
  }

  ServerResponse csv(Visit visit) {
    Asked asked = asked(visit);
    List<List<String>> rows = new ArrayList<>();
    rows.add(StatementCsv.HEADER);
    rows.addAll(StatementCsv.rows(wanted(visit, asked)));
    return CostExports.csv(fileName(asked, "csv"), rows);
  }

  ServerResponse html(Visit visit) {
    Asked asked = asked(visit);
    byte[] page = StatementHtml.render(wanted(visit, asked), "Showback").getBytes(StandardCharsets.UTF_8);
    return Replies.download(MediaType.TEXT_HTML, fileName(asked, "html"), out -> out.write(page));
  }

  ServerResponse pdf(Visit visit) throws IOException {
    Asked asked = asked(visit);
    ByteArrayOutputStream paper = new ByteArrayOutputStream();
    StatementPdf.write(wanted(visit, asked), "Showback", paper);
    return Replies.download(MediaType.APPLICATION_PDF, fileName(asked, "pdf"), paper::writeTo);
  }
}
