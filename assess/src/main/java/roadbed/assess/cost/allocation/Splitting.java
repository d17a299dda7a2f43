package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Receiver;
import roadbed.model.AllocationRules.Split;
import roadbed.model.AllocationRules.UnusedCommitments;
import roadbed.model.SplitOrder;

/** Shares out what rules put into pools, step by step, with the same total after each. */
public final class Splitting {
  /** The step that gives the unused part of commitments to those who use them. */
  public static final String UNUSED = "unused commitments to their users";

  private final Measures measures;
  private final List<Step> steps = new ArrayList<>();
  private final List<Allocation.Total> totals = new ArrayList<>();
  private final Map<String, List<Allocated>> pools = new TreeMap<>();
  private final List<Allocated> settled = new ArrayList<>();

  private Splitting(Measures measures) {
    this.measures = measures;
  }

  /** A period and a currency: within them weights are the same. */
  private record Within(String period, String currency) {}

  /** Who may get a share, and by what weight. */
  private record Weighted(Receiver receiver, BigDecimal weight) {}

  /** Charges after all steps of the rules. */
  public static Allocation run(AllocationRules rules, List<Charge> charges, Measures measures) {
    Splitting splitting = new Splitting(measures);
    splitting.begin(rules.unused(), charges);
    splitting.total("rules");
    if (rules.unused() instanceof UnusedCommitments.Users) {
      splitting.unusedToUsers();
      splitting.total(UNUSED);
    }
    for (Split split : SplitOrder.of(rules.splits())) {
      splitting.step(split);
      splitting.total(split.name());
    }
    List<Allocated> lines = new ArrayList<>(splitting.settled);
    splitting.pools.values().forEach(lines::addAll);
    return new Allocation(lines, splitting.steps, splitting.totals);
  }

  private void begin(UnusedCommitments unused, List<Charge> charges) {
    for (Charge charge : charges) {
      Placement placement = charge.placement();
      boolean shared = unused instanceof UnusedCommitments.Shared && charge.unused();
      String pool = shared ? ((UnusedCommitments.Shared) unused).pool() : placement.pool();
      add(new Allocated(charge, shared ? "" : placement.owner(), pool, List.of(), charge.amounts()));
    }
  }

  private void add(Allocated line) {
    if (line.pool().isEmpty()) {
      settled.add(line);
    } else {
      pools.computeIfAbsent(line.pool(), _ -> new ArrayList<>()).add(line);
    }
  }

  /** Notes the total, which is that of the step before. */
  private void total(String after) {
    Map<String, Amounts> now = Allocation.totals(settled);
    pools.values().forEach(lines -> Allocation.totals(lines).forEach((currency, sum) -> now.merge(currency, sum, Amounts::plus)));
    if (!totals.isEmpty()) {
      Map<String, Amounts> before = totals.getFirst().byCurrency();
      if (!before.keySet().equals(now.keySet())
          || !before.entrySet().stream().allMatch(one -> one.getValue().sameAs(now.getOrDefault(one.getKey(), Amounts.ZERO)))) {
        throw new IllegalStateException("the total is not the same after the step " + after);
      }
    }
    totals.add(new Allocation.Total(after, now));
  }

  // --- steps --------------------------------------------------------------------------------------------------

  private void step(Split split) {
    List<Allocated> pool = pools.getOrDefault(split.pool(), List.of());
    Map<Within, List<Allocated>> parts = new LinkedHashMap<>();
    List<Allocated> kept = new ArrayList<>();
    for (Allocated line : pool) {
      if (split.span().holds(line.charge().day())) {
        parts.computeIfAbsent(within(line, split.daily()), _ -> new ArrayList<>()).add(line);
      } else {
        kept.add(line);
      }
    }
    pools.put(split.pool(), kept);
    Map<Within, List<Weighted>> weights = new HashMap<>();
    Weights by = new Weights(split);
    parts.keySet().forEach(within -> weights.put(within, by.in(within)));
    Recorder recorder = new Recorder(split.name(), split.pool(), words(split));
    parts.forEach((within, lines) -> share(within, lines, weights.getOrDefault(within, List.of()), recorder));
    steps.add(recorder.step());
  }

  /** The weights of one step; what everybody had before it is looked at once. */
  private final class Weights {
    private final Split split;
    private final Map<Within, Map<String, BigDecimal>> effective;

    Weights(Split split) {
      this.split = split;
      boolean direct = split.method() instanceof Method.Proportional proportional && proportional.direct();
      effective = effectiveByOwner(split.daily(), direct);
    }

    List<Weighted> in(Within within) {
      List<Weighted> weighted = new ArrayList<>();
      switch (split.method()) {
        case Method.Even even ->
            receivers(even.receivers(), within).forEach(one -> weighted.add(new Weighted(one, BigDecimal.ONE)));
        case Method.Proportional proportional -> {
          for (Receiver receiver : receivers(proportional.receivers(), within)) {
            BigDecimal cost =
                switch (receiver) {
                  case Receiver.Owner(String name) ->
                      effective.getOrDefault(within, Map.of()).getOrDefault(name, BigDecimal.ZERO);
                  case Receiver.Pool(String name) -> poolEffective(name, within);
                };
            weighted.add(new Weighted(receiver, cost.max(BigDecimal.ZERO)));
          }
        }
        case Method.Fixed fixed -> fixed.shares().forEach((receiver, share) -> weighted.add(new Weighted(receiver, share)));
        case Method.Telemetry telemetry -> {
          List<Receiver> named =
              telemetry.receivers().isEmpty()
                  ? measures.owners(telemetry.metric(), within.period()).stream()
                      .<Receiver>map(Receiver.Owner::new)
                      .toList()
                  : telemetry.receivers();
          for (Receiver receiver : named) {
            weighted.add(
                new Weighted(receiver, measures.value(telemetry.metric(), within.period(), receiver.name())));
          }
        }
      }
      weighted.removeIf(one -> one.weight().signum() == 0);
      if (weighted.isEmpty() && split.otherwiseEven()) {
        evenReceivers(within).forEach(one -> weighted.add(new Weighted(one, BigDecimal.ONE)));
      }
      return weighted;
    }

    private List<Receiver> evenReceivers(Within within) {
      return switch (split.method()) {
        case Method.Even even -> receivers(even.receivers(), within);
        case Method.Proportional proportional -> receivers(proportional.receivers(), within);
        case Method.Fixed fixed -> List.copyOf(fixed.shares().keySet());
        case Method.Telemetry telemetry -> receivers(telemetry.receivers(), within);
      };
    }

    private List<Receiver> receivers(List<Receiver> named, Within within) {
      return named.isEmpty()
          ? effective.getOrDefault(within, Map.of()).keySet().stream().<Receiver>map(Receiver.Owner::new).toList()
          : named;
    }

    private BigDecimal poolEffective(String pool, Within within) {
      return pools.getOrDefault(pool, List.of()).stream()
          .filter(line -> within(line, split.daily()).equals(within))
          .map(line -> line.amounts().effective())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  private Map<Within, Map<String, BigDecimal>> effectiveByOwner(boolean daily, boolean direct) {
    Map<Within, Map<String, BigDecimal>> sums = new HashMap<>();
    for (Allocated line : settled) {
      if (!line.owner().isEmpty() && (!direct || line.steps().isEmpty())) {
        sums.computeIfAbsent(within(line, daily), _ -> new TreeMap<>())
            .merge(line.owner(), line.amounts().effective(), BigDecimal::add);
      }
    }
    return sums;
  }

  private void share(Within within, List<Allocated> lines, List<Weighted> weights, Recorder recorder) {
    if (weights.isEmpty()) {
      for (Allocated line : lines) {
        add(line);
        recorder.left(within, line.amounts());
      }
      return;
    }
    LargestRemainder method = new LargestRemainder(weights.stream().map(Weighted::weight).toList());
    weights.forEach(one -> recorder.weighed(within, called(one.receiver()), one.weight()));
    for (Allocated line : lines) {
      List<Amounts> shares = method.split(line.amounts());
      List<String> way = new ArrayList<>(line.steps());
      way.add(recorder.name);
      List<String> steps = List.copyOf(way);
      for (int i = 0; i < shares.size(); i++) {
        Weighted to = weights.get(i);
        Amounts share = shares.get(i);
        if (!share.isZero()) {
          boolean owner = to.receiver() instanceof Receiver.Owner;
          String name = to.receiver().name();
          add(new Allocated(line.charge(), owner ? name : "", owner ? "" : name, steps, share));
          recorder.given(within, called(to.receiver()), share);
        }
      }
    }
  }

  private static String called(Receiver receiver) {
    return switch (receiver) {
      case Receiver.Owner(String name) -> name;
      case Receiver.Pool(String name) -> "pool:" + name;
    };
  }

  /** The unused part of each commitment goes to those who used it, by their cost under it in the month. */
  private void unusedToUsers() {
    record Used(Within within, String commitment) {}
    Map<Used, Map<String, BigDecimal>> users = new HashMap<>();
    Map<Used, List<Allocated>> unused = new LinkedHashMap<>();
    for (Allocated line : settled) {
      Charge charge = line.charge();
      if (charge.unused()) {
        unused.computeIfAbsent(new Used(within(line, false), charge.commitment()), _ -> new ArrayList<>()).add(line);
      } else if (!charge.commitment().isEmpty() && !line.owner().isEmpty()) {
        users
            .computeIfAbsent(new Used(within(line, false), charge.commitment()), _ -> new TreeMap<>())
            .merge(line.owner(), line.amounts().effective(), BigDecimal::add);
      }
    }
    settled.removeIf(line -> line.charge().unused());
    Recorder recorder = new Recorder(UNUSED, "", "by cost under the same commitment");
    unused.forEach(
        (of, lines) -> {
          List<Weighted> weights = new ArrayList<>();
          users
              .getOrDefault(of, Map.of())
              .forEach(
                  (owner, cost) -> {
                    if (cost.signum() > 0) {
                      weights.add(new Weighted(new Receiver.Owner(owner), cost));
                    }
                  });
          share(of.within(), lines, weights, recorder);
        });
    steps.add(recorder.step());
  }

  private static Within within(Allocated line, boolean daily) {
    LocalDate day = line.charge().day();
    return new Within(daily ? day.toString() : YearMonth.from(day).toString(), line.charge().currency());
  }

  private static String words(Split split) {
    String by =
        switch (split.method()) {
          case Method.Even _ -> "even";
          case Method.Proportional proportional ->
              proportional.direct() ? "proportional to cost given by rules" : "proportional to cost";
          case Method.Fixed fixed ->
              "fixed "
                  + fixed.shares().entrySet().stream()
                      .map(one -> one.getKey().name() + " " + one.getValue().toPlainString())
                      .collect(Collectors.joining(", "));
          case Method.Telemetry telemetry -> "by " + telemetry.metric();
        };
    return by + (split.daily() ? ", each day" : ", each month");
  }

  /** What a step does, added up while it is done. */
  private static final class Recorder {
    private record To(Within within, String receiver) {}

    private final String name;
    private final String pool;
    private final String method;
    private final Map<To, BigDecimal> weights = new LinkedHashMap<>();
    private final Map<To, Amounts> given = new LinkedHashMap<>();
    private final Map<Within, Amounts> left = new LinkedHashMap<>();

    Recorder(String name, String pool, String method) {
      this.name = name;
      this.pool = pool;
      this.method = method;
    }

    /** A receiver's weight; it has several where it uses several commitments, and their sum is told. */
    void weighed(Within within, String receiver, BigDecimal weight) {
      weights.merge(new To(within, receiver), weight, BigDecimal::add);
    }

    void given(Within within, String receiver, Amounts share) {
      given.merge(new To(within, receiver), share, Amounts::plus);
    }

    void left(Within within, Amounts amounts) {
      left.merge(within, amounts, Amounts::plus);
    }

    Step step() {
      return new Step(
          name,
          pool,
          method,
          given.entrySet().stream()
              .map(
                  one ->
                      new Step.Share(
                          one.getKey().within().period(),
                          one.getKey().within().currency(),
                          one.getKey().receiver(),
                          weights.getOrDefault(one.getKey(), BigDecimal.ZERO),
                          one.getValue()))
              .toList(),
          left.entrySet().stream()
              .map(
                  one ->
                      new Step.Left(
                          one.getKey().period(),
                          one.getKey().currency(),
                          "nobody has a weight in this period and currency",
                          one.getValue()))
              .toList());
    }
  }
}
