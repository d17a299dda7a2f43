package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.cost.anomaly.AnomalyWatch;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Makeup;
import roadbed.assess.cost.anomaly.Sensitivity;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.prove.chart.BandChart;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Anomalies of cost: the list, one case with its days, and what people answer. */
final class AnomalyPages {
  private static final int ROWS = 200;
  private static final int SHOWN_DAYS = 90;
  private static final List<String> STATES =
      List.of("open", "acknowledged", "expected", "fixed", "false-alarm", "held-back", "gone");

  private final Screen screen;
  private final AnomalyDesk desk;

  AnomalyPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.anomalies();
  }

  /** A case as the list shows it. */
  record Line(String link, String since, String cause, String state, String kind, String size, boolean above, String owner, String made) {}

  /** What was learned, as the list shows it. */
  record Learned(String words, String factor, String from) {}

  record ListView(
      List<Line> lines,
      int left,
      Map<String, Integer> states,
      String state,
      List<String> services,
      String service,
      List<String> accounts,
      String account,
      List<Learned> learned,
      Optional<java.time.Instant> lookedAt,
      String open,
      boolean none) {}

  private static String state(AnomalyCase one) {
    boolean open = one.triage() instanceof Triage.Open;
    return open && one.goneAt().isPresent() ? "gone" : open && one.heldBack() ? "held-back" : one.triage().id();
  }

  ServerResponse list(Visit visit) {
    List<AnomalyCase> all = desk.cases();
    Map<String, Integer> states = new LinkedHashMap<>();
    STATES.forEach(state -> states.put(state, 0));
    all.forEach(one -> states.merge(state(one), 1, Integer::sum));
    states.values().removeIf(count -> count == 0);
    String state = STATES.contains(visit.text("state")) ? visit.text("state") : "";
    String service = visit.text("service");
    String account = visit.text("account");
    List<AnomalyCase> matching =
        all.stream()
            .filter(one -> state.isEmpty() ? isTold(one) : state(one).equals(state))
            .filter(one -> service.isEmpty() || one.anomaly().cause().value("service").equals(service))
            .filter(one -> account.isEmpty() || one.anomaly().cause().value("account").equals(account))
            .toList();
    ListView view =
        new ListView(
            matching.stream().limit(ROWS).map(AnomalyPages::line).toList(),
            Math.max(0, matching.size() - ROWS),
            states,
            state,
            values(all, "service"),
            service,
            values(all, "account"),
            account,
            desk.learned().stream().map(AnomalyPages::learned).toList(),
            desk.lookedAt(),
            open(all),
            all.isEmpty());
    return screen.show(visit, "anomalies", "Cost anomalies", "cost", view);
  }

  private static boolean isTold(AnomalyCase one) {
    String state = state(one);
    return !state.equals("held-back") && !state.equals("gone");
  }

  private static List<String> values(List<AnomalyCase> all, String dimension) {
    return List.copyOf(
        all.stream()
            .map(one -> one.anomaly().cause().value(dimension))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What waits costs beyond expectation, by currency. */
  private static String open(List<AnomalyCase> all) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (AnomalyCase one : all) {
      if (state(one).equals("open") && one.anomaly().above()) {
        sums.merge(one.anomaly().currency(), one.anomaly().size(), BigDecimal::add);
      }
    }
    return sums.entrySet().stream()
        .map(sum -> Format.money(sum.getValue(), sum.getKey()))
        .collect(Collectors.joining(" and "));
  }

  private static Learned learned(Sensitivity one) {
    List<String> from = new ArrayList<>();
    if (one.falseAlarms() > 0) {
      from.add(Format.count(one.falseAlarms(), "false alarm", "false alarms"));
    }
    if (one.expected() > 0) {
      from.add(Format.count(one.expected()) + " expected");
    }
    if (one.fixed() > 0) {
      from.add(Format.count(one.fixed()) + " fixed");
    }
    return new Learned(
        one.key().words(), String.format(java.util.Locale.ROOT, "%.2f", one.factor()), String.join(", ", from));
  }

  private static Line line(AnomalyCase one) {
    CostAnomaly anomaly = one.anomaly();
    return new Line(
        "/cost/anomalies/" + one.id(),
        anomaly.since().toString(),
        anomaly.cause().words(),
        state(one),
        anomaly.kind(),
        Format.money(anomaly.size(), anomaly.currency()),
        anomaly.above(),
        one.owner(),
        anomaly.makeup().map(Makeup::mostly).orElse(""));
  }

  /** One amount of the makeup, with its name. */
  record Amount(String name, String amount) {}

  /** One day as the table shows it. */
  record Day(String at, String amount, String expected, String range, boolean off) {}

  record CaseView(
      AnomalyCase one,
      String state,
      String chart,
      List<Day> days,
      List<Amount> amounts,
      List<Triage.Step> steps,
      Optional<Sensitivity> learned,
      String triageTime,
      boolean canAcknowledge,
      boolean canAnswer,
      boolean canUndo) {
    String money(BigDecimal amount) {
      return Format.money(amount, one.anomaly().currency());
    }
  }

  private AnomalyCase find(String id) {
    return desk.find(id).orElseThrow(() -> Problem.notFound("There is no anomaly " + id + "."));
  }

  ServerResponse show(Visit visit) {
    AnomalyCase one = find(visit.request().pathVariable("id"));
    CostAnomaly anomaly = one.anomaly();
    List<BandChart.Point> points = new ArrayList<>();
    List<Day> days = new ArrayList<>();
    desk.course(one)
        .ifPresent(
            course -> {
              int begin = (int) Math.max(0, anomaly.since().toEpochDay() - course.first().toEpochDay() - SHOWN_DAYS / 2);
              for (int i = begin; i < Math.min(course.days().size(), begin + SHOWN_DAYS); i++) {
                LocalDate day = course.first().plusDays(i);
                AnomalyWatch.Day known = course.days().get(i);
                boolean off = !day.isBefore(anomaly.since()) && !day.isAfter(anomaly.until());
                points.add(
                    new BandChart.Point(
                        day.toString(), known.cost(), known.expected(), known.low(), known.high(), BandChart.Ends.NONE, off));
                days.add(day(day, known, anomaly.currency(), off));
              }
            });
    Triage triage = one.triage();
    CaseView view =
        new CaseView(
            one,
            state(one),
            points.isEmpty()
                ? ""
                : BandChart.svg(
                    points,
                    value -> Format.shortMoney(value, anomaly.currency()),
                    "Cost by day of " + anomaly.scope().words() + " with what was expected"),
            days.reversed(),
            amounts(anomaly),
            one.steps().reversed(),
            desk.learned().stream()
                .filter(each -> each.key().equals(new Sensitivity.Key(anomaly.scope(), anomaly.currency(), anomaly.above())))
                .findFirst(),
            one.timeToTriage().map(time -> Format.duration((double) time.toSeconds())).orElse(""),
            triage instanceof Triage.Open,
            !(triage instanceof Triage.Settled),
            !(triage instanceof Triage.Open));
    return screen.show(visit, "anomaly", "Cost anomaly", "cost", view);
  }

  private static Day day(LocalDate day, AnomalyWatch.Day told, String currency, boolean off) {
    boolean known = Double.isFinite(told.expected());
    boolean ranged = Double.isFinite(told.low()) && Double.isFinite(told.high());
    return new Day(
        day.toString(),
        Format.money(BigDecimal.valueOf(told.cost()), currency),
        known ? Format.money(BigDecimal.valueOf(told.expected()), currency) : "–",
        ranged
            ? Format.money(BigDecimal.valueOf(told.low()), currency) + " to " + Format.money(BigDecimal.valueOf(told.high()), currency)
            : "–",
        off);
  }

  private static List<Amount> amounts(CostAnomaly anomaly) {
    return anomaly
        .makeup()
        .map(
            makeup ->
                List.of(
                    new Amount("Volume", Format.change(makeup.volume(), BigDecimal.ZERO, anomaly.currency())),
                    new Amount("List price", Format.change(makeup.listPrice(), BigDecimal.ZERO, anomaly.currency())),
                    new Amount("Discount or commitment", Format.change(makeup.discount(), BigDecimal.ZERO, anomaly.currency())),
                    new Amount("New or gone", Format.change(makeup.appeared(), BigDecimal.ZERO, anomaly.currency())),
                    new Amount("No quantity stated", Format.change(makeup.unsaid(), BigDecimal.ZERO, anomaly.currency()))))
        .orElse(List.of());
  }

  /** Takes an answer. */
  ServerResponse triage(Visit visit) {
    String id = visit.text("id");
    String what = visit.text("what");
    String reason = visit.text("reason");
    boolean answer = Triage.answer(what).isPresent();
    if (!answer && !what.equals("acknowledge") && !what.equals("undo")) {
      throw Problem.badParameter("what", "is acknowledge, expected, fixed, false-alarm or undo");
    }
    if (answer && reason.isEmpty()) {
      throw Problem.badParameter("reason", "says why, in at most 2000 characters");
    }
    return answered(id, desk.triage(visit.caller().actor(), id, what, reason));
  }

  /** Lets what was learned be forgotten. */
  ServerResponse forget(Visit visit) {
    String id = visit.text("id");
    return answered(id, desk.forget(visit.caller().actor(), id));
  }

  private static ServerResponse answered(String id, AnomalyDesk.Outcome outcome) {
    return switch (outcome) {
      case DONE -> Replies.seeOther("/cost/anomalies/" + id);
      case UNKNOWN -> throw Problem.notFound("There is no anomaly " + id + ".");
      case REFUSED ->
          throw Problem.of(
              HttpStatus.CONFLICT, "Not taken", "The case is not as it was when you decided; look at it again.");
    };
  }
}
