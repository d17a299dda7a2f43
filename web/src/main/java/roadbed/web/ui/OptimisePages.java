package roadbed.web.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** The board of optimisations: each in the column of its state, with the steps that can follow. */
final class OptimisePages {
  private static final List<String> STATES = List.of("proposed", "accepted", "done", "verified", "reverted", "declined");

  private final Screen screen;
  private final WebParts parts;
  private final CostDesk desk;

  OptimisePages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
    this.desk = parts.desk();
  }

  /** Something that befell an opportunity, in words. */
  record Told(Optional<Instant> at, String by, String what) {}

  /**
   * An opportunity on the board.
   *
   * @param late whether it should have been done by now
   * @param steps what can follow: {@code accept}, {@code done}, {@code verify}, {@code revert}, {@code decline}, {@code undo}
   */
  record Card(
      Opportunity.Idea idea, String who, String promised, String realised, String how, boolean late, List<String> steps, List<Told> history) {}

  /** One state with its cards, and what they promise and realise in a month. */
  record Column(String state, List<Card> cards) {}

  record View(
      List<Column> columns,
      List<String> realised,
      List<String> promised,
      List<String> owners,
      String owner,
      boolean empty,
      LocalDate today,
      List<String> problems) {}

  ServerResponse show(Visit visit) {
    return show(visit, HttpStatus.OK, List.of());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }

  private ServerResponse show(Visit visit, HttpStatus status, List<String> problems) {
    Backlog backlog = desk.backlog();
    List<Backlog.Entry> history = desk.history();
    String owner = visit.text("of");
    TreeSet<String> owners = new TreeSet<>();
    backlog.opportunities().forEach(one -> owners.add(owner(one)));
    owners.remove("");
    List<Column> columns = new ArrayList<>();
    for (String state : STATES) {
      columns.add(
          new Column(
              state,
              backlog.in(state).stream()
                  .filter(one -> owner.isEmpty() || owner(one).equals(owner))
                  .map(one -> card(one, backlog, history))
                  .toList()));
    }
    List<String> realised = new ArrayList<>();
    List<String> promised = new ArrayList<>();
    backlog
        .sums()
        .forEach(
            (currency, sums) -> {
              realised.add(Format.money(sums.realised(), currency));
              promised.add(Format.money(sums.promised(), currency));
            });
    return screen.show(
        visit,
        status,
        "optimise",
        "Optimisations",
        "cost",
        new View(
            columns, realised, promised, List.copyOf(owners), owner, backlog.opportunities().isEmpty(), today(), problems));
  }

  private static String owner(Opportunity one) {
    return switch (one) {
      case Opportunity.Accepted accepted -> accepted.owner();
      case Opportunity.Done done -> done.owner();
      case Opportunity.Verified verified -> verified.owner();
      case Opportunity.Proposed _, Opportunity.Reverted _, Opportunity.Declined _ -> "";
    };
  }

  private Card card(Opportunity one, Backlog backlog, List<Backlog.Entry> history) {
    Opportunity.Idea idea = one.idea();
    String who =
        switch (one) {
          case Opportunity.Proposed _ -> "found on " + Format.day(idea.found());
          case Opportunity.Accepted accepted -> accepted.owner() + " until " + Format.day(accepted.due());
          case Opportunity.Done done -> done.owner() + " on " + Format.day(done.on());
          case Opportunity.Verified verified -> verified.owner() + " on " + Format.day(verified.on());
          case Opportunity.Reverted reverted -> "undone on " + Format.day(reverted.on()) + ": " + reverted.reason();
          case Opportunity.Declined declined -> declined.by() + ": " + declined.reason();
        };
    String how =
        one instanceof Opportunity.Verified verified
            ? Format.day(verified.saving().from()) + " to " + Format.day(verified.saving().to()) + ", "
                + verified.saving().normalised()
            : "";
    List<String> steps =
        new ArrayList<>(
            switch (one) {
              case Opportunity.Proposed _ -> List.of("accept", "decline");
              case Opportunity.Accepted _ -> List.of("done", "decline");
              case Opportunity.Done _, Opportunity.Verified _ -> List.of("verify", "revert");
              case Opportunity.Reverted _ -> List.of("accept");
              case Opportunity.Declined _ -> List.<String>of();
            });
    if (backlog.canUndo(idea.id())) {
      steps.add("undo");
    }
    return new Card(
        idea,
        who,
        Format.money(idea.promised(), idea.currency()),
        one instanceof Opportunity.Verified
            ? Format.money(one.realised().setScale(2, RoundingMode.HALF_EVEN), idea.currency())
            : "",
        how,
        one instanceof Opportunity.Accepted accepted && accepted.late(today()),
        steps,
        history.stream().filter(entry -> entry.event().id().equals(idea.id())).map(OptimisePages::told).toList().reversed());
  }

  private static Told told(Backlog.Entry entry) {
    String what =
        switch (entry.event()) {
          case Backlog.Event.Found _ -> "found";
          case Backlog.Event.Accepted accepted -> "accepted by " + accepted.owner() + " until " + Format.day(accepted.due());
          case Backlog.Event.Done done -> "done on " + Format.day(done.on());
          case Backlog.Event.Verified verified -> "verified by the bill up to " + Format.day(verified.saving().to());
          case Backlog.Event.Reverted reverted -> "reverted: " + reverted.reason();
          case Backlog.Event.Declined declined -> "declined: " + declined.reason();
          case Backlog.Event.Undone undone -> "step taken back: " + undone.reason();
        };
    return new Told(entry.at().equals(Instant.EPOCH) ? Optional.empty() : Optional.of(entry.at()), entry.by(), what);
  }

  // --- steps --------------------------------------------------------------------------------------------------

  /** Takes the step that a form asks for; what does not fit is said on the board. */
  ServerResponse step(Visit visit) {
    String id = visit.text("id");
    String actor = visit.caller().actor();
    try {
      switch (visit.text("step")) {
        case "propose" -> desk.step(new Backlog.Event.Found(idea(visit)), actor);
        case "accept" -> desk.step(new Backlog.Event.Accepted(id, said(visit, "owner"), day(visit, "due")), actor);
        case "done" -> desk.step(new Backlog.Event.Done(id, day(visit, "on")), actor);
        case "verify" -> desk.verify(id, use(visit), actor);
        case "revert" -> desk.step(new Backlog.Event.Reverted(id, day(visit, "on"), said(visit, "reason")), actor);
        case "decline" -> desk.step(new Backlog.Event.Declined(id, actor, said(visit, "reason")), actor);
        case "undo" -> desk.step(new Backlog.Event.Undone(id, said(visit, "reason")), actor);
        default -> throw Problem.badParameter("step", "is no step of an optimisation");
      }
    } catch (Backlog.Refused refused) {
      return show(
          visit,
          HttpStatus.UNPROCESSABLE_CONTENT,
          List.of(Format.capital(refused.getMessage() == null ? "that does not fit" : refused.getMessage()) + "."));
    }
    return Replies.seeOther("/cost/optimise");
  }

  private static String said(Visit visit, String name) {
    String text = visit.text(name);
    if (text.isEmpty()) {
      throw Problem.badParameter(name, "is missing");
    }
    return text;
  }

  private static LocalDate day(Visit visit, String name) {
    return visit.day(name).orElseThrow(() -> Problem.badParameter(name, "is missing"));
  }

  private static BigDecimal number(Visit visit, String name) {
    String text = said(visit, name);
    if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
      throw Problem.badParameter(name, "is not a number like 120.50");
    }
    return new BigDecimal(text);
  }

  private static Optional<BigDecimal> use(Visit visit) {
    return visit.text("use").isEmpty() ? Optional.empty() : Optional.of(number(visit, "use"));
  }

  private Opportunity.Idea idea(Visit visit) {
    List<String> resources = words(said(visit, "resources"));
    String currency = said(visit, "currency");
    if (resources.isEmpty() || !currency.matches("[A-Z]{3}")) {
      throw Problem.badParameter(resources.isEmpty() ? "resources" : "currency", "is not what it should be");
    }
    return new Opportunity.Idea(
        said(visit, "id"), said(visit, "title"), resources, words(visit.text("control")), number(visit, "promised"), currency, today());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[,\\s]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  ServerResponse csv(Visit visit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("id", "title", "state", "owner", "found", "resources", "promised", "realised", "currency"));
    for (Opportunity one : desk.backlog().opportunities()) {
      Opportunity.Idea idea = one.idea();
      rows.add(
          List.of(
              idea.id(), idea.title(), one.state(), owner(one), idea.found().toString(), String.join(" ", idea.resources()),
              idea.promised().toPlainString(), one.realised().toPlainString(), idea.currency()));
    }
    return CostExports.csv("optimisations.csv", rows);
  }
}
