package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.assess.cost.commitment.Held;
import roadbed.assess.cost.commitment.HourlyDemand;
import roadbed.assess.cost.commitment.Ladder;
import roadbed.assess.cost.commitment.Offer;
import roadbed.assess.cost.commitment.Recommendation;
import roadbed.prove.chart.StackedColumns;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** What commitments cover hour by hour, how much of them is used, and what to commit to next. */
final class CommitmentPage {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMM HH:00", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d. HH'h'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final int SHOWN_DAYS = 7;
  private static final int MOST_DAYS = 31;
  private static final int KNOWN_DAYS = 400;
  private static final int MOST_SERIES = 20;
  private static final double CAPITAL = 0.08;
  private static final double USUAL_RATIO = 0.72;

  private final Screen screen;
  private final CostDesk desk;

  CommitmentPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.desk();
  }

  /** Sums of one hour, or of all. */
  record Sums(BigDecimal onDemand, BigDecimal covered, BigDecimal used, BigDecimal unused) {
    static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Sums with(CommitmentHour hour) {
      return new Sums(
          onDemand.add(hour.onDemand()), covered.add(hour.coveredList()), used.add(hour.used()), unused.add(hour.unused()));
    }

    /** Of what all use would cost without commitments. */
    String coverage() {
      return Format.percent(covered.doubleValue(), onDemand.add(covered).doubleValue());
    }

    /** Of what is paid for commitments. */
    String utilisation() {
      return Format.percent(used.doubleValue(), used.add(unused).doubleValue());
    }
  }

  /** One hour of the table. */
  record Row(String at, Sums sums) {}

  /**
   * What to buy for one kind of use.
   *
   * @param found empty where no purchase pays, demand falls, or there is less than a week of hours
   */
  record Advice(String provider, String region, String service, String demand, String held, Optional<Recommendation> found) {}

  record View(
      boolean empty,
      LocalDate from,
      LocalDate to,
      String currency,
      List<String> currencies,
      Sums total,
      String chart,
      List<Row> rows,
      List<Advice> advice,
      String ratio,
      boolean measured,
      int years,
      int upfront,
      List<String> problems,
      Link link) {}

  /** The days that an address asks for; the last week of hours where it says none. */
  private record Days(LocalDate from, LocalDate to, List<String> problems) {}

  private static Days days(Visit visit, LocalDate last) {
    LocalDate to = visit.day("to").orElse(last);
    LocalDate from = visit.day("from").orElse(to.minusDays(SHOWN_DAYS - 1L));
    List<String> problems = new ArrayList<>();
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      problems.add("From one day to a later one, at most " + MOST_DAYS + " of them; these are the last " + SHOWN_DAYS + ".");
      from = to.minusDays(SHOWN_DAYS - 1L);
    }
    return new Days(from, to, problems);
  }

  ServerResponse show(Visit visit) {
    Optional<LocalDate> last = desk.lastCommitmentDay();
    Days days = days(visit, last.orElse(LocalDate.EPOCH));
    List<CommitmentHour> known =
        last.isEmpty() ? List.of() : desk.commitmentHours(last.get().minusDays(KNOWN_DAYS), last.get());
    TreeSet<String> currencies = new TreeSet<>();
    known.forEach(hour -> currencies.add(hour.currency()));
    String currency =
        currencies.contains(visit.text("currency")) || currencies.isEmpty() ? visit.text("currency") : currencies.first();
    List<CommitmentHour> hours = known.stream().filter(hour -> hour.currency().equals(currency)).toList();
    Map<Instant, Sums> byHour = byHour(hours, days);
    Sums total = sum(hours.stream().filter(hour -> within(hour, days)).toList());
    double measured = ratio(hours);
    int years = visit.number("years", 1, 5, 1);
    int upfront = visit.number("upfront", 0, 100, 0);
    double ratio = visit.text("ratio").isEmpty() ? (measured > 0 ? measured : USUAL_RATIO) : typed(visit.text("ratio"));
    Offer offer = new Offer(years + (years == 1 ? " year" : " years"), years * Offer.YEAR, ratio, upfront / 100.0);
    View view =
        new View(
            last.isEmpty(),
            days.from(),
            days.to(),
            currency,
            List.copyOf(currencies),
            total,
            chart(byHour, currency),
            byHour.entrySet().stream().map(one -> new Row(HOUR.format(one.getKey()), one.getValue())).toList(),
            advice(hours, last.orElse(LocalDate.EPOCH), offer, measured > 0 ? measured : ratio),
            String.format(Locale.ROOT, "%.3f", ratio),
            visit.text("ratio").isEmpty() && measured > 0,
            years,
            upfront,
            days.problems(),
            Link.to("/cost/commitments")
                .with("from", days.from().toString())
                .with("to", days.to().toString())
                .with("currency", currency));
    return screen.show(visit, "commitments", "Commitments", "cost", view);
  }

  private static double typed(String text) {
    if (text.matches("0?\\.[0-9]{1,6}") && Double.parseDouble(text) > 0) {
      return Double.parseDouble(text);
    }
    throw Problem.badParameter("ratio", "is not a number between 0 and 1 like 0.6");
  }

  private static boolean within(CommitmentHour hour, Days days) {
    LocalDate day = LocalDate.ofInstant(hour.at(), ZoneOffset.UTC);
    return !day.isBefore(days.from()) && !day.isAfter(days.to());
  }

  private static Sums sum(List<CommitmentHour> hours) {
    Sums sums = Sums.NONE;
    for (CommitmentHour hour : hours) {
      sums = sums.with(hour);
    }
    return sums;
  }

  private static Map<Instant, Sums> byHour(List<CommitmentHour> hours, Days days) {
    Map<Instant, Sums> byHour = new TreeMap<>();
    for (CommitmentHour hour : hours) {
      if (within(hour, days)) {
        byHour.merge(hour.at(), Sums.NONE.with(hour), (sums, _) -> sums.with(hour));
      }
    }
    return byHour;
  }

  /** What covered use costs beside the list price, as bills tell; 0 where they tell of none. */
  private static double ratio(List<CommitmentHour> hours) {
    Sums all = sum(hours);
    double ratio = all.covered().signum() > 0 ? all.used().doubleValue() / all.covered().doubleValue() : 0;
    return ratio < 1 ? ratio : 0;
  }

  private static String chart(Map<Instant, Sums> byHour, String currency) {
    return StackedColumns.svg(
        byHour.keySet().stream().map(SHORT::format).toList(),
        List.of(
            new StackedColumns.Series("covered, at list prices", byHour.values().stream().map(one -> one.covered().doubleValue()).toList()),
            new StackedColumns.Series("on demand", byHour.values().stream().map(one -> one.onDemand().doubleValue()).toList()),
            new StackedColumns.Series("unused commitment", byHour.values().stream().map(one -> one.unused().doubleValue()).toList())),
        amount -> Format.shortMoney(amount, currency),
        "Covered, on demand and unused by hour");
  }

  // --- what to buy --------------------------------------------------------------------------------------------

  /** What the demand is of. */
  private record Kind(String provider, String region, String service) {}

  private static List<Advice> advice(List<CommitmentHour> hours, LocalDate last, Offer offer, double heldRatio) {
    Map<Kind, List<CommitmentHour>> kinds = new java.util.HashMap<>();
    hours.forEach(
        hour -> kinds.computeIfAbsent(new Kind(hour.provider(), hour.region(), hour.service()), _ -> new ArrayList<>()).add(hour));
    Comparator<Map.Entry<Kind, List<CommitmentHour>>> most =
        Comparator.comparing(
            one -> one.getValue().stream().map(CommitmentHour::demand).reduce(BigDecimal.ZERO, BigDecimal::add).negate());
    Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return kinds.entrySet().stream()
        .sorted(most.thenComparing(one -> one.getKey().toString()))
        .limit(MOST_SERIES)
        .map(one -> advice(one.getKey(), one.getValue(), end, offer, heldRatio))
        .toList();
  }

  private static Advice advice(Kind kind, List<CommitmentHour> hours, Instant end, Offer offer, double heldRatio) {
    Instant begin = hours.stream().map(CommitmentHour::at).min(Comparator.naturalOrder()).orElse(end);
    double[] demand = new double[(int) ChronoUnit.HOURS.between(begin, end)];
    double held = 0;
    Instant week = end.minus(7, ChronoUnit.DAYS);
    for (CommitmentHour hour : hours) {
      demand[(int) ChronoUnit.HOURS.between(begin, hour.at())] += hour.demand().doubleValue();
      if (!hour.at().isBefore(week)) {
        held = Math.max(held, hour.used().add(hour.unused()).doubleValue() / heldRatio);
      }
    }
    List<Held> has = held > 0 ? List.of(new Held(0, Integer.MAX_VALUE, held)) : List.of();
    double mean = java.util.Arrays.stream(demand, Math.max(0, demand.length - 7 * 24), demand.length).average().orElse(0);
    return new Advice(
        kind.provider(),
        kind.region(),
        kind.service(),
        units(mean),
        units(held),
        Recommendation.of(new HourlyDemand(demand), List.of(offer), has, CAPITAL, Ladder.USUAL));
  }

  /** An amount an hour. */
  static String units(double amount) {
    return String.format(Locale.ROOT, Math.abs(amount) < 10 ? "%.2f" : "%,.0f", amount);
  }

  /** A share in percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  // --- export -------------------------------------------------------------------------------------------------

  ServerResponse csv(Visit visit) {
    Optional<LocalDate> last = desk.lastCommitmentDay();
    Days days = days(visit, last.orElse(LocalDate.EPOCH));
    if (!days.problems().isEmpty()) {
      throw Problem.badParameter("from", "is after the last day, or more than " + MOST_DAYS + " days before it");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "hour", "provider", "region", "service", "currency", "on_demand", "covered_at_list", "used_commitment",
            "unused_commitment"));
    for (CommitmentHour hour : last.isEmpty() ? List.<CommitmentHour>of() : desk.commitmentHours(days.from(), days.to())) {
      rows.add(
          List.of(
              hour.at().toString(), hour.provider(), hour.region(), hour.service(), hour.currency(),
              hour.onDemand().toPlainString(), hour.coveredList().toPlainString(), hour.used().toPlainString(),
              hour.unused().toPlainString()));
    }
    return CostExports.csv("commitments.csv", rows);
  }
}
