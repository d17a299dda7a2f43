package roadbed.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who pays for what, as people wrote it: ordered rules of which the first that matches decides, and steps that
 * split what is shared.
 *
 * @param tags virtual tags, in the order of their declaration; one may look at those before it
 * @param rules the rules, first match wins
 * @param splits how pools are shared out
 * @param measures what shared cost is split by, as far as it stands in the rules themselves
 * @param telemetry where further measures are taken from
 * @param unused who bears the part of commitments that nobody used
 * @param standard whether tags, inventory, owner rules and accounts decide what no rule decides
 * @param source the document that these were read from
 */
public record AllocationRules(
    List<VirtualTag> tags,
    List<Rule> rules,
    List<Split> splits,
    List<Measure> measures,
    List<Telemetry> telemetry,
    UnusedCommitments unused,
    boolean standard,
    Value source) {

  /** Rules that take no measure from elsewhere. */
  public AllocationRules(
      List<VirtualTag> tags,
      List<Rule> rules,
      List<Split> splits,
      List<Measure> measures,
      UnusedCommitments unused,
      boolean standard,
      Value source) {
    this(tags, rules, splits, measures, List.of(), unused, standard, source);
  }

  /** Nothing but the standard order. */
  public static final AllocationRules STANDARD =
      new AllocationRules(List.of(), List.of(), List.of(), List.of(), new UnusedCommitments.Buyer(), true, Value.Null.INSTANCE);

  public AllocationRules {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
    splits = List.copyOf(splits);
    measures = List.copyOf(measures);
    telemetry = List.copyOf(telemetry);
  }

  /**
   * Where a measure is taken from.
   *
   * @param metric the measure's name
   * @param label the label that names the owner; without one it is the owner of the resource that was measured
   * @param owners owners by a pattern of what the label says, in order; what fits none is the owner itself
   */
  public record Telemetry(String metric, Origin origin, Optional<String> label, Map<String, String> owners) {
    public Telemetry {
      owners = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(owners));
    }

    /** What is asked. */
    public sealed interface Origin {

      /** An expression of Prometheus; a sample counts for the time between the one before it and itself. */
      record Query(String expression) implements Origin {}

      /** Use by time: core hours of cores, requests of requests a second, byte hours of bytes. */
      record Used(Utilisation.Metric metric) implements Origin {}
    }
  }

  /**
   * One value of a measure.
   *
   * @param metric the measure, for example {@code requests}
   * @param month the month that it counts for
   * @param day the day, where it is one day's
   * @param owner whose it is, or the name of a pool
   * @param value how much, not negative
   */
  public record Measure(
      String metric, YearMonth month, Optional<LocalDate> day, String owner, BigDecimal value) {
    public Measure {
      if (value.signum() < 0) {
        throw new IllegalArgumentException("a measure is not negative");
      }
    }
  }

  /** Whether months are too coarse for the steps: one has weights of days, or begins or ends within a month. */
  public boolean looksAtDays() {
    return splits.stream().anyMatch(split -> split.daily() || !split.span().ofWholeMonths());
  }

  /** Days within which something holds; an end that is not given is open. Both days belong to it. */
  public record Span(Optional<LocalDate> from, Optional<LocalDate> to) {
    /** Always. */
    public static final Span ALWAYS = new Span(Optional.empty(), Optional.empty());

    public Span {
      if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
        throw new IllegalArgumentException("a span ends before it begins");
      }
    }

    /** Whether a day belongs to it. */
    public boolean holds(LocalDate day) {
      return from.map(first -> !day.isBefore(first)).orElse(true) && to.map(last -> !day.isAfter(last)).orElse(true);
    }

    private boolean ofWholeMonths() {
      return from.map(first -> first.getDayOfMonth() == 1).orElse(true)
          && to.map(last -> last.plusDays(1).getDayOfMonth() == 1).orElse(true);
    }

    /** Whether some day belongs to both. */
    public boolean overlaps(Span other) {
      return !endsBefore(other) && !other.endsBefore(this);
    }

    private boolean endsBefore(Span other) {
      return to.isPresent() && other.from.isPresent() && to.get().isBefore(other.from.get());
    }
  }

  /** Something that a line has, or that is known of it. */
  public sealed interface Attribute {

    /** A column of the bill. */
    record Column(BillingColumn column) implements Attribute {}

    /** A tag, or a virtual tag of that name. Names are compared without regard to case. */
    record Tag(String name) implements Attribute {}

    /** A Kubernetes label. */
    record Label(String name) implements Attribute {}

    /** The Kubernetes namespace. */
    record Namespace() implements Attribute {}

    /** The owner of the line's resource in the inventory. */
    record ResourceOwner() implements Attribute {}

    /** The environment of the line, by its tags, its resource or its account. */
    record Environment() implements Attribute {}

    /** The owner of the line's account. */
    record AccountOwner() implements Attribute {}

    /** A named group of the rule's pattern of names. */
    record Group(String name) implements Attribute {}
  }

  /**
   * What must hold; all of it. An empty condition holds for every line.
   *
   * @param tests attributes with the patterns of which one must match ({@code *} and {@code ?} are wild)
   * @param name RE2 pattern that must be found in the resource's name, or its id where it has no name
   * @param not what must not hold
   */
  public record Condition(List<Test> tests, Optional<String> name, Optional<Condition> not) {
    /** Holds always. */
    public static final Condition ANY = new Condition(List.of(), Optional.empty(), Optional.empty());

    public Condition {
      tests = List.copyOf(tests);
    }
  }

  /** One attribute and its patterns. */
  public record Test(Attribute attribute, List<String> patterns) {
    public Test {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * A tag that the bill does not have as such.
   *
   * @param name its name, in lower case
   * @param values conditions with the value that they give, asked before {@code from}
   * @param from tags whose value it takes, first that is present
   * @param spellings patterns of spellings by the value that they mean
   * @param listedOnly whether a value that is none of the spellings counts as absent
   */
  public record VirtualTag(
      String name,
      List<ConditionalValue> values,
      List<String> from,
      Map<String, List<String>> spellings,
      boolean listedOnly) {
    public VirtualTag {
      values = List.copyOf(values);
      from = List.copyOf(from);
      Map<String, List<String>> copied = new LinkedHashMap<>();
      spellings.forEach((value, patterns) -> copied.put(value, List.copyOf(patterns)));
      spellings = java.util.Collections.unmodifiableMap(copied);
    }
  }

  /** A value of a virtual tag where a condition holds. */
  public record ConditionalValue(String value, Condition when) {}

  /**
   * One rule.
   *
   * @param name unique name, which the trail of every line shows
   * @param when what a line must be like
   * @param gives whose such a line is
   * @param span when the rule holds
   */
  public record Rule(String name, Condition when, Target gives, Span span) {}

  /** Where a line goes. */
  public sealed interface Target {

    /** To an owner. Where a part of the text is empty for a line, the rule does not match. */
    record OwnedBy(List<Part> text) implements Target {
      public OwnedBy {
        text = List.copyOf(text);
      }
    }

    /** To a pool of shared cost. */
    record SharedIn(String pool) implements Target {}
  }

  /** A piece of an owner's name. */
  public sealed interface Part {

    /** As it stands. */
    record Literal(String text) implements Part {}

    /** What the line has there. */
    record Of(Attribute attribute) implements Part {}
  }

  /**
   * A step that shares out a pool.
   *
   * @param name unique name of the step
   * @param pool what is shared out
   * @param method by what measure
   * @param daily whether weights are those of the day, not of the month
   * @param otherwiseEven whether the pool is split evenly where there are no weights; else it stays unallocated
   * @param span when the step holds
   */
  public record Split(
      String name, String pool, Method method, boolean daily, boolean otherwiseEven, Span span) {

    /** Pools that receive from this one, where they are named. */
    public List<String> poolsFed() {
      List<Receiver> named =
          switch (method) {
            case Method.Even even -> even.receivers();
            case Method.Proportional proportional -> proportional.receivers();
            case Method.Fixed fixed -> List.copyOf(fixed.shares().keySet());
            case Method.Telemetry telemetry -> telemetry.receivers();
          };
      List<String> pools = new ArrayList<>();
      for (Receiver receiver : named) {
        if (receiver instanceof Receiver.Pool fed) {
          pools.add(fed.name());
        }
      }
      return List.copyOf(pools);
    }
  }

  /** Who gets a share. */
  public sealed interface Receiver {

    /** The name, as it is shown. */
    String name();

    /** An owner. */
    record Owner(String name) implements Receiver {}

    /** Another pool, which is split in a later step. */
    record Pool(String name) implements Receiver {}
  }

  /** By what measure a pool is split. An empty list of receivers means every owner with cost in the period. */
  public sealed interface Method {

    /** The same for each. */
    record Even(List<Receiver> receivers) implements Method {
      public Even {
        receivers = List.copyOf(receivers);
      }
    }

    /**
     * By effective cost.
     *
     * @param direct whether only what rules gave counts, and not what earlier steps gave
     */
    record Proportional(List<Receiver> receivers, boolean direct) implements Method {
      public Proportional {
        receivers = List.copyOf(receivers);
      }
    }

    /** By weights that are written down. */
    record Fixed(Map<Receiver, BigDecimal> shares) implements Method {
      public Fixed {
        shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
      }
    }

    /**
     * By a measure such as requests or CPU hours.
     *
     * @param metric the measure's name in the table of measures
     */
    record Telemetry(String metric, List<Receiver> receivers) implements Method {
      public Telemetry {
        receivers = List.copyOf(receivers);
      }
    }
  }

  /** Who bears what was committed to and not used. */
  public sealed interface UnusedCommitments {

    /** Whoever the rules say that the line is. */
    record Buyer() implements UnusedCommitments {}

    /** Those who use the same commitment, by their cost under it in the same month. */
    record Users() implements UnusedCommitments {}

    /** A pool. */
    record Shared(String pool) implements UnusedCommitments {}
  }
}
