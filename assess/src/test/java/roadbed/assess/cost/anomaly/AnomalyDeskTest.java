package roadbed.assess.cost.anomaly;

import roadbed.assess.cost.CostStore;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Anomalies become one case each, keep their names and answers, and answers teach what is told. Bills are made from seed 11. */
class AnomalyDeskTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 6, 29);

  private final Bills bills = new Bills();
  private final Memory memory = new Memory();
  private Instant now = Instant.parse("2026-06-30T06:00:00Z");

  private AnomalyDesk desk() {
    return new AnomalyDesk(
        bills,
        bills::lines,
        (part, _, _, _) -> "team-" + part.value("account"),
        anomaly -> List.of(new Happening(anomaly.since().atStartOfDay().toInstant(ZoneOffset.UTC), "a push", "ci", "/sources")),
        memory,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void quietBillsHaveNoCase() {
    desk().look();
    assertThat(memory.cases).isEmpty();
    assertThat(desk().lookedAt()).contains(now);
  }

  @Test
  void aDearerServiceInOneAccountIsOneCaseWithItsCauseAndMoney() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LocalDate.of(2026, 6, 22), 3);
    desk().look();
    assertThat(memory.cases).hasSize(1);
    AnomalyCase found = desk().cases().getFirst();
    CostAnomaly anomaly = found.anomaly();
    assertThat(anomaly.since()).isEqualTo("2026-06-20");
    assertThat(anomaly.above()).isTrue();
    assertThat(anomaly.cause()).isEqualTo(new Scope(Map.of("service", "compute", "account", "b")));
    assertThat(anomaly.size().doubleValue()).as("two days of a weekend cost 140 more, a Monday 200").isBetween(440.0, 520.0);
    assertThat(anomaly.kind()).isEqualTo("spike");
    assertThat(anomaly.seen()).as("the wider scopes show it, too").hasSizeGreaterThan(1);
    assertThat(anomaly.makeup().orElseThrow().mostly()).isEqualTo("volume");
    assertThat(anomaly.near()).extracting(Happening::what).containsExactly("a push");
    assertThat(found.owner()).isEqualTo("team-b");
    assertThat(found.triage()).isInstanceOf(Triage.Open.class);
  }

  /** A service of one team rises where the bills, which know nothing of teams, have nothing remarkable. */
  @Test
  void whatRisesForOneOwnerIsACaseWhereNoPartOfTheBillIs() {
    List<CostStore.OwnedDay> owned = new ArrayList<>();
    Random random = new Random(20260622);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      boolean risen = !day.isBefore(LocalDate.of(2026, 6, 22));
      for (String owner : List.of("search", "media")) {
        for (String service : List.of("compute", "storage")) {
          double usual = 100 + random.nextGaussian();
          owned.add(
              new CostStore.OwnedDay(
                  day, owner, service, BigDecimal.valueOf(owner.equals("search") && service.equals("compute") && risen ? 1.6 * usual : usual)));
        }
      }
    }
    AnomalyDesk.Owners owners =
        new AnomalyDesk.Owners() {
          @Override
          public String of(Scope part, String currency, LocalDate from, LocalDate to) {
            return part.value("owner");
          }

          @Override
          public Optional<DailyGrid> grid(String currency, LocalDate from, LocalDate to) {
            return DailyGrid.ofOwners(currency, owned);
          }
        };
    AnomalyDesk desk =
        new AnomalyDesk(bills, bills::lines, owners, _ -> List.of(), memory, Clock.fixed(now, ZoneOffset.UTC));
    desk.look();
    AnomalyCase found = desk.cases().getFirst();
    assertThat(memory.cases).hasSize(1);
    assertThat(found.owner()).isEqualTo("search");
    assertThat(found.anomaly().scope()).isEqualTo(new Scope(Map.of("owner", "search")));
    assertThat(found.anomaly().since()).isEqualTo("2026-06-22");
    assertThat(found.anomaly().cause()).isEqualTo(new Scope(Map.of("owner", "search", "service", "compute")));
    assertThat(found.anomaly().makeup()).isEmpty();
    assertThat(desk.course(found)).isPresent();
    desk.look();
    assertThat(memory.cases).as("looked at twice").hasSize(1);
  }

  /** What a part of the bill tells already is no second case of its owner. */
  @Test
  void anOwnersCostIsNoCaseBesideThatOfItsPart() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LAST, 3);
    List<CostStore.OwnedDay> owned = new ArrayList<>();
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      owned.add(new CostStore.OwnedDay(day, "team-b", "compute", bills.amount(day, "compute", "b")));
    }
    AnomalyDesk.Owners owners =
        new AnomalyDesk.Owners() {
          @Override
          public String of(Scope part, String currency, LocalDate from, LocalDate to) {
            return "team-" + part.value("account");
          }

          @Override
          public Optional<DailyGrid> grid(String currency, LocalDate from, LocalDate to) {
            return DailyGrid.ofOwners(currency, owned);
          }
        };
    new AnomalyDesk(bills, bills::lines, owners, _ -> List.of(), memory, Clock.fixed(now, ZoneOffset.UTC)).look();
    assertThat(memory.cases).hasSize(1);
  }

  @Test
  void departuresOfOthersOnOtherDaysAreCasesOfTheirOwn() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 5), LocalDate.of(2026, 6, 5), 4);
    bills.times("storage", "a", LocalDate.of(2026, 6, 20), LAST, 2.5);
    desk().look();
    assertThat(memory.cases.values().stream().map(one -> one.anomaly().since() + " " + one.anomaly().cause().words()).sorted())
        .containsExactly("2026-06-05 account b, service compute", "2026-06-20 account a, service storage");
  }

  @Test
  void aLastDayThatIsBilledInPartIsNotTold() {
    bills.times("compute", "a", LAST, LAST, 0.1);
    bills.times("compute", "b", LAST, LAST, 0.1);
    bills.times("storage", "a", LAST, LAST, 0.1);
    bills.times("storage", "b", LAST, LAST, 0.1);
    desk().look();
    assertThat(memory.cases).isEmpty();
  }

  @Test
  void aCaseKeepsItsNameAndAnswersWhileItGrowsAndIsGoneWhenTheBillIsCorrected() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 29), LAST, 3);
    desk().look();
    String id = memory.cases.keySet().iterator().next();
    assertThat(desk().triage("ann", id, "acknowledge", "")).isEqualTo(AnomalyDesk.Outcome.DONE);
    now = now.plus(Duration.ofDays(2));
    bills.until = LAST.plusDays(2);
    bills.times("compute", "b", LocalDate.of(2026, 6, 29), LAST.plusDays(2), 3);
    desk().look();
    assertThat(memory.cases.keySet()).containsExactly(id);
    assertThat(memory.cases.get(id).anomaly().until()).isEqualTo("2026-07-01");
    assertThat(memory.find(id).orElseThrow().triage()).isInstanceOf(Triage.Acknowledged.class);
    bills.changes.clear();
    desk().look();
    assertThat(memory.find(id).orElseThrow().goneAt()).contains(now);
  }

  @Test
  void answersNeedAReasonFitTheStateAndCanBeUndone() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LAST, 3);
    desk().look();
    String id = memory.cases.keySet().iterator().next();
    assertThat(desk().triage("ann", id, "expected", " ")).isEqualTo(AnomalyDesk.Outcome.REFUSED);
    assertThat(desk().triage("ann", id, "undo", "")).isEqualTo(AnomalyDesk.Outcome.REFUSED);
    assertThat(desk().triage("ann", id, "nonsense", "x")).isEqualTo(AnomalyDesk.Outcome.REFUSED);
    assertThat(desk().triage("ann", "none", "expected", "x")).isEqualTo(AnomalyDesk.Outcome.UNKNOWN);
    assertThat(desk().triage("ann", id, "acknowledge", "")).isEqualTo(AnomalyDesk.Outcome.DONE);
    assertThat(desk().triage("ben", id, "expected", "the sale")).isEqualTo(AnomalyDesk.Outcome.DONE);
    assertThat(desk().triage("eve", id, "fixed", "mine")).isEqualTo(AnomalyDesk.Outcome.REFUSED);
    assertThat(memory.find(id).orElseThrow().triage())
        .isEqualTo(new Triage.Settled(Triage.Answer.EXPECTED, "ben", now, "the sale"));
    assertThat(memory.find(id).orElseThrow().timeToTriage()).contains(Duration.ofHours(10 * 24 + 6));
    assertThat(desk().triage("ann", id, "undo", "")).isEqualTo(AnomalyDesk.Outcome.DONE);
    assertThat(memory.find(id).orElseThrow().triage()).isEqualTo(new Triage.Acknowledged("ann", now));
  }

  @Test
  void falseAlarmsTeachWithinBoundsUntilSomebodyHasThemForgotten() {
    for (int day = 1; day <= 22; day += 7) {
      LocalDate at = LocalDate.of(2026, 6, day);
      bills.times("compute", "b", at, at, 2);
    }
    desk().look();
    List<AnomalyCase> cases = desk().cases();
    assertThat(cases).hasSizeGreaterThan(1);
    for (AnomalyCase one : cases.subList(1, cases.size())) {
      assertThat(desk().triage("ann", one.id(), "false-alarm", "the batch")).isEqualTo(AnomalyDesk.Outcome.DONE);
    }
    assertThat(desk().learned()).isNotEmpty().allSatisfy(one -> assertThat(one.factor()).isBetween(1.0, 4.0));
    AnomalyCase known = cases.getLast();
    CostAnomaly faint = strangeness(known.anomaly(), 1.4);
    CostAnomaly loud = strangeness(known.anomaly(), 4.1);
    assertThat(Sensitivity.holdsBack(desk().learned(), faint)).isTrue();
    assertThat(Sensitivity.holdsBack(desk().learned(), loud)).as("never blind").isFalse();
    assertThat(desk().triage("ann", known.id(), "undo", "")).isEqualTo(AnomalyDesk.Outcome.DONE);
    assertThat(desk().triage("ann", known.id(), "fixed", "a leak after all")).isEqualTo(AnomalyDesk.Outcome.DONE);
    now = now.plus(Duration.ofHours(1));
    cases.forEach(one -> desk().forget("ann", one.id()));
    now = now.plus(Duration.ofHours(1));
    assertThat(desk().learned()).isEmpty();
  }

  @Test
  void answersAgeOut() {
    AnomalyCase old = answered(now.minus(Duration.ofDays(200)));
    AnomalyCase recent = answered(now.minus(Duration.ofDays(20)));
    assertThat(Sensitivity.of(List.of(old), List.of(), now)).isEmpty();
    assertThat(Sensitivity.of(List.of(old, recent), List.of(), now).getFirst().factor()).isEqualTo(1.5);
    assertThat(Sensitivity.of(java.util.Collections.nCopies(20, recent), List.of(), now).getFirst().factor()).isEqualTo(4);
  }

  private AnomalyCase answered(Instant at) {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LAST, 3);
    desk().look();
    AnomalyCase one = memory.cases.values().iterator().next();
    return new AnomalyCase(
        one.id(), one.anomaly(), "", at, Optional.empty(), false, List.of(new Triage.Step("false-alarm", "ann", at, "no")));
  }

  private static CostAnomaly strangeness(CostAnomaly one, double by) {
    return new CostAnomaly(
        one.scope(), one.currency(), one.since(), one.until(), one.above(), one.kind(), one.value(), one.expected(), one.low(),
        one.high(), one.size(), by, one.causes(), one.seen(), one.makeup(), one.near());
  }

  @Test
  void documentsSayAllOfAnAnomaly() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LAST, 3);
    desk().look();
    CostAnomaly anomaly = memory.cases.values().iterator().next().anomaly();
    assertThat(AnomalyJson.read(ValueJson.parse(ValueJson.text(AnomalyJson.of(anomaly))))).contains(anomaly);
    assertThat(AnomalyJson.read(Value.Null.INSTANCE)).isEmpty();
    assertThat(AnomalyJson.read(Value.Fields.EMPTY)).isEmpty();
  }

  @Test
  void theCourseHasWhatWasExpectedOfEachDay() {
    bills.times("compute", "b", LocalDate.of(2026, 6, 20), LocalDate.of(2026, 6, 20), 3);
    desk().look();
    AnomalyDesk.Course course = desk().course(desk().cases().getFirst()).orElseThrow();
    AnomalyWatch.Day day =
        course.days().get((int) (LocalDate.of(2026, 6, 20).toEpochDay() - course.first().toEpochDay()));
    assertThat(day.cost()).isGreaterThan(day.high());
    assertThat(day.expected()).isBetween(day.low(), day.high());
    assertThat(course.days().getFirst().expected()).isNaN();
  }

  /** Four parts: compute and storage in the accounts a and b; each 100 a day and a bit of noise, on weekends less. */
  private static final class Bills implements CostExplorer {
    private final Map<LocalDate, Map<String, UnaryOperator<BigDecimal>>> changes = new LinkedHashMap<>();
    private LocalDate until = LAST;

    void times(String service, String account, LocalDate from, LocalDate to, double factor) {
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        changes
            .computeIfAbsent(day, _ -> new LinkedHashMap<>())
            .put(service + account, amount -> amount.multiply(BigDecimal.valueOf(factor)));
      }
    }

    private BigDecimal amount(LocalDate day, String service, String account) {
      Random random = new Random(11 + 31 * day.toEpochDay() + (service + account).hashCode());
      random.nextInt();
      double shape = day.getDayOfWeek().getValue() > 5 ? 0.7 : 1;
      BigDecimal usual = BigDecimal.valueOf(100 * shape * (1 + 0.02 * random.nextGaussian()));
      return changes.getOrDefault(day, Map.of()).getOrDefault(service + account, UnaryOperator.identity()).apply(usual);
    }

    @Override
    public CostAnswer explore(CostQuestion question) {
      List<CostAnswer.Row> rows = new ArrayList<>();
      for (LocalDate day = FIRST; !day.isAfter(until); day = day.plusDays(1)) {
        for (String[] key : List.of(new String[] {"compute", "a"}, new String[] {"compute", "b"}, new String[] {"storage", "a"}, new String[] {"storage", "b"})) {
          if (!day.isBefore(question.from()) && !day.isAfter(question.to())) {
            rows.add(new CostAnswer.Row(Optional.of(day), List.of(key), "EUR", amount(day, key[0], key[1]), BigDecimal.ZERO));
          }
        }
      }
      return new CostAnswer(question, true, rows, Map.of(), Map.of(), List.of());
    }

    /** A quantity of one costs one, so that volume makes every change. */
    List<UsageLine> lines(Scope scope, String currency, LocalDate from, LocalDate to, int most) {
      BigDecimal sum = BigDecimal.ZERO;
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        sum = sum.add(amount(day, scope.value("service"), scope.value("account")));
      }
      return List.of(new UsageLine("sku", "hours of " + scope.words(), "i-1", "Hours", Optional.of(sum), sum, sum));
    }

    @Override
    public List<String> currencies() {
      return List.of();
    }

    @Override
    public List<CostAnswer.Item> items(CostQuestion question, int most) {
      return List.of();
    }
  }

  private static final class Memory implements AnomalyStore {
    private final Map<String, AnomalyCase> cases = new LinkedHashMap<>();
    private final List<Sensitivity.Forgotten> forgotten = new ArrayList<>();
    private Optional<Instant> looked = Optional.empty();

    @Override
    public List<AnomalyCase> since(LocalDate day) {
      return cases.values().stream()
          .filter(one -> !one.anomaly().since().isBefore(day))
          .sorted(Comparator.comparing((AnomalyCase one) -> one.anomaly().since()).reversed())
          .toList();
    }

    @Override
    public Optional<AnomalyCase> find(String id) {
      return Optional.ofNullable(cases.get(id));
    }

    @Override
    public void record(List<AnomalyCase> found, Instant at) {
      found.forEach(one -> cases.put(one.id(), one));
      looked = Optional.of(at);
    }

    @Override
    public Optional<Instant> lookedAt() {
      return looked;
    }

    @Override
    public boolean add(String id, int known, Triage.Step step) {
      AnomalyCase one = cases.get(id);
      if (one == null || one.steps().size() != known) {
        return false;
      }
      List<Triage.Step> steps = new ArrayList<>(one.steps());
      steps.add(step);
      cases.put(
          id,
          new AnomalyCase(id, one.anomaly(), one.owner(), one.foundAt(), one.goneAt(), one.heldBack(), steps));
      return true;
    }

    @Override
    public void forget(Sensitivity.Forgotten one) {
      forgotten.add(one);
    }

    @Override
    public List<Sensitivity.Forgotten> forgotten() {
      return forgotten;
    }
  }
}
