package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.AllocationRules.Condition;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Part;
import roadbed.model.AllocationRules.Receiver;
import roadbed.model.AllocationRules.Rule;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Split;
import roadbed.model.AllocationRules.Target;
import roadbed.model.AllocationRules.Test;
import roadbed.model.AllocationRules.UnusedCommitments;
import roadbed.model.AllocationRules.VirtualTag;

/**
 * Reads rules of allocation from a document of values. What is wrong is said by its place in the document; rules
 * are never used by half, so that one error gives no rules.
 */
public final class AllocationJson {
  private static final int MOST_RULES = 5_000;
  private static final List<String> METHODS = List.of("even", "proportional", "fixed", "telemetry");

  private final SaidFields root;
  private final SaidFields.Problems problems = new SaidFields.Problems();
  private final Value document;

  private AllocationJson(Value document) {
    this.document = document;
    root = SaidFields.of(document, problems);
  }

  /**
   * What a document says.
   *
   * @param rules empty where there are problems
   */
  public record Read(Optional<AllocationRules> rules, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Something that is wrong.
   *
   * @param pointer where, as a JSON pointer
   * @param message what
   * @param hint what to do; may be empty
   */
  public record Problem(String pointer, String message, String hint) {}

  /** Reads a document of kind {@code Allocation}. */
  public static Read read(Value document) {
    AllocationJson reading = new AllocationJson(document);
    AllocationRules rules = reading.rules();
    return new Read(
        reading.problems.all().isEmpty() ? Optional.of(rules) : Optional.empty(), reading.problems.all());
  }

  private AllocationRules rules() {
    root.only("apiVersion", "kind", "tags", "rules", "splits", "measures", "telemetry", "unusedCommitments", "standard");
    List<VirtualTag> tags = new ArrayList<>();
    SaidFields tagFields = root.object("tags");
    for (String name : tagFields.keys()) {
      tags.add(tag(name.toLowerCase(Locale.ROOT), tagFields.object(name)));
    }
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<SaidFields> listed = root.list("rules");
    if (listed.size() > MOST_RULES) {
      root.wrong("rules", "there are more than " + MOST_RULES + " rules", "say more with patterns and virtual tags");
      listed = List.of();
    }
    for (SaidFields fields : listed) {
      rule(fields, names).ifPresent(rules::add);
    }
    List<Split> splits = new ArrayList<>();
    for (SaidFields fields : root.list("splits")) {
      split(fields, names).ifPresent(splits::add);
    }
    checkSplits(splits);
    return new AllocationRules(
        tags, rules, splits, measures(), telemetry(), unused(), root.truth("standard", true), document);
  }

  private VirtualTag tag(String name, SaidFields fields) {
    fields.only("from", "values", "rules", "listedOnly");
    List<AllocationRules.ConditionalValue> values = new ArrayList<>();
    for (SaidFields one : fields.list("rules")) {
      one.only("value", "when");
      one.required("value")
          .ifPresent(value -> values.add(new AllocationRules.ConditionalValue(value, condition(one.object("when")))));
    }
    Map<String, List<String>> spellings = new LinkedHashMap<>();
    SaidFields spelled = fields.object("values");
    spelled.keys().forEach(value -> spellings.put(value, spelled.texts(value)));
    List<String> from = fields.texts("from").stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
    if (from.isEmpty() && values.isEmpty()) {
      fields.wrong("", "this tag takes its value from nowhere", "give from with names of tags, or rules");
    }
    return new VirtualTag(name, values, from, spellings, fields.truth("listedOnly", false));
  }

  private Optional<Rule> rule(SaidFields fields, Set<String> names) {
    fields.only("name", "when", "owner", "pool", "from", "until");
    Optional<String> name = fields.required("name");
    name.filter(one -> !names.add(one))
        .ifPresent(one -> fields.wrong("name", "there is another rule or step " + one, "give each a name of its own"));
    Condition when = condition(fields.object("when"));
    Optional<String> owner = fields.text("owner");
    Optional<String> pool = fields.text("pool");
    if (owner.isPresent() == pool.isPresent()) {
      fields.wrong("", "a rule gives a line either to an owner or to a pool", "write owner or pool, one of them");
      return Optional.empty();
    }
    Target target =
        pool.<Target>map(Target.SharedIn::new)
            .orElseGet(() -> new Target.OwnedBy(template(fields, owner.orElse(""), when)));
    return name.map(one -> new Rule(one, when, target, span(fields)));
  }

  /** An owner's name with <code>${...}</code> in it. */
  private static List<Part> template(SaidFields fields, String text, Condition when) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        fields.wrong("owner", "${ is opened and never closed", "write for example ${tag.team}");
        return List.of();
      }
      if (open > at) {
        parts.add(new Part.Literal(text.substring(at, open)));
      }
      String path = text.substring(open + 2, close).strip();
      Optional<Attribute> attribute = attribute(path);
      if (attribute.isEmpty()) {
        fields.wrong(
            "owner",
            "there is no " + path + " to take a name from",
            "write tag.NAME, label.NAME, namespace, resource.owner, account.owner, environment, match.GROUP or a"
                + " column such as account_name");
      } else if (attribute.get() instanceof Attribute.Group && when.name().isEmpty()) {
        fields.wrong("owner", "there is no pattern of names for " + path, "give when with name");
      }
      attribute.ifPresent(found -> parts.add(new Part.Of(found)));
      at = close + 1;
    }
    if (at < text.length()) {
      parts.add(new Part.Literal(text.substring(at)));
    }
    return parts;
  }

  private static Optional<Attribute> attribute(String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    return switch (first + (dot < 0 ? "" : ".")) {
      case "tag." -> Optional.of(new Attribute.Tag(rest.toLowerCase(Locale.ROOT)));
      case "label." -> Optional.of(new Attribute.Label(rest));
      case "match." -> Optional.of(new Attribute.Group(rest));
      case "namespace" -> Optional.of(new Attribute.Namespace());
      case "environment" -> Optional.of(new Attribute.Environment());
      case "resource." -> rest.equals("owner") ? Optional.of(new Attribute.ResourceOwner()) : Optional.empty();
      case "account." -> rest.equals("owner") ? Optional.of(new Attribute.AccountOwner()) : Optional.empty();
      case "column." -> BillingColumn.named(rest).map(Attribute.Column::new);
      default -> BillingColumn.named(path).map(Attribute.Column::new);
    };
  }

  private Condition condition(SaidFields fields) {
    List<Test> tests = new ArrayList<>();
    for (String key : fields.keys()) {
      switch (key) {
        case "tag" -> {
          SaidFields tags = fields.object("tag");
          tags.keys().forEach(name -> test(tags, name, new Attribute.Tag(name.toLowerCase(Locale.ROOT)), tests));
        }
        case "label" -> {
          SaidFields labels = fields.object("label");
          labels.keys().forEach(name -> test(labels, name, new Attribute.Label(name), tests));
        }
        case "name", "not" -> {
          // Read below.
        }
        case "namespace" -> test(fields, key, new Attribute.Namespace(), tests);
        case "environment" -> test(fields, key, new Attribute.Environment(), tests);
        case "resourceOwner" -> test(fields, key, new Attribute.ResourceOwner(), tests);
        case "accountOwner" -> test(fields, key, new Attribute.AccountOwner(), tests);
        default ->
            BillingColumn.named(key)
                .ifPresentOrElse(
                    column -> test(fields, key, new Attribute.Column(column), tests),
                    () ->
                        fields.wrong(
                            key,
                            "a line has no " + key,
                            "write tag, label, namespace, name, environment, resourceOwner, accountOwner, not, or a"
                                + " column such as account, service, region or ChargeCategory"));
      }
    }
    Optional<String> name = fields.text("name");
    Optional<Condition> not = fields.has("not") ? Optional.of(condition(fields.object("not"))) : Optional.empty();
    if (not.isPresent() && not.get().equals(Condition.ANY)) {
      fields.wrong("not", "this excludes every line", "say what must not hold");
    }
    return new Condition(tests, name, not);
  }

  private static void test(SaidFields fields, String key, Attribute attribute, List<Test> tests) {
    List<String> patterns = fields.texts(key);
    if (patterns.isEmpty()) {
      fields.wrong(key, "no value is given", "write * for any value");
    }
    tests.add(new Test(attribute, patterns));
  }

  private static Span span(SaidFields fields) {
    Optional<LocalDate> from = day(fields, "from");
    Optional<LocalDate> until = day(fields, "until");
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      fields.wrong("until", "it ends before it begins", "write a day that comes after from");
      return Span.ALWAYS;
    }
    return new Span(from, until);
  }

  private static Optional<LocalDate> day(SaidFields fields, String key) {
    Optional<String> text = fields.text(key);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException _) {
      fields.wrong(key, "a day is expected here", "write for example 2026-01-31");
      return Optional.empty();
    }
  }

  private Optional<Split> split(SaidFields fields, Set<String> names) {
    fields.only("name", "pool", "by", "to", "shares", "metric", "weigh", "each", "otherwise", "from", "until");
    Optional<String> name = fields.required("name");
    name.filter(one -> !names.add(one))
        .ifPresent(one -> fields.wrong("name", "there is another rule or step " + one, "give each a name of its own"));
    Optional<String> pool = fields.required("pool");
    Optional<Method> method = method(fields);
    String each = fields.text("each").orElse("month");
    if (!each.equals("month") && !each.equals("day")) {
      fields.wrong("each", "weights are those of a month or of a day", "write month or day");
    }
    Optional<String> otherwise = fields.text("otherwise");
    if (otherwise.isPresent() && !otherwise.get().equals("even")) {
      fields.wrong("otherwise", "only even is known here", "write even, or leave it out");
    }
    Span span = span(fields);
    if (name.isEmpty() || pool.isEmpty() || method.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Split(
            name.get(), pool.get(), method.get(), each.equals("day"), otherwise.isPresent(), span));
  }

  private static Optional<Method> method(SaidFields fields) {
    Optional<String> by = fields.required("by");
    if (by.isEmpty()) {
      return Optional.empty();
    }
    List<Receiver> to = fields.texts("to").stream().map(AllocationJson::receiver).toList();
    return switch (by.get()) {
      case "even" -> Optional.of(new Method.Even(to));
      case "proportional" -> {
        String weigh = fields.text("weigh").orElse("all");
        if (!weigh.equals("all") && !weigh.equals("direct")) {
          fields.wrong("weigh", "all or direct is expected here", "direct leaves out what earlier steps gave");
        }
        yield Optional.of(new Method.Proportional(to, weigh.equals("direct")));
      }
      case "fixed" -> fixed(fields);
      case "telemetry" -> fields.required("metric").map(metric -> new Method.Telemetry(metric, to));
      default -> {
        fields.wrong("by", "there is no way to split by " + by.get(), "write one of " + String.join(", ", METHODS));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Method> fixed(SaidFields fields) {
    Map<Receiver, BigDecimal> shares = new LinkedHashMap<>();
    SaidFields given = fields.object("shares");
    for (String key : given.keys()) {
      Optional<BigDecimal> share = given.decimal(key);
      share.filter(one -> one.signum() < 0).ifPresent(_ -> given.wrong(key, "a share is not negative", ""));
      share.ifPresent(one -> shares.put(receiver(key), one));
    }
    if (shares.values().stream().noneMatch(share -> share.signum() > 0)) {
      fields.wrong("shares", "nobody has a share", "give receivers with their shares, such as payments: 40");
      return Optional.empty();
    }
    return Optional.of(new Method.Fixed(shares));
  }

  /** {@code pool:NAME} is a pool, all else an owner. */
  private static Receiver receiver(String text) {
    return text.startsWith("pool:")
        ? new Receiver.Pool(text.substring("pool:".length()).strip())
        : new Receiver.Owner(text);
  }

  /** Measures by name, month or day, and owner. */
  private List<AllocationRules.Measure> measures() {
    List<AllocationRules.Measure> measures = new ArrayList<>();
    SaidFields metrics = root.object("measures");
    for (String metric : metrics.keys()) {
      SaidFields periods = metrics.object(metric);
      for (String period : periods.keys()) {
        SaidFields owners = periods.object(period);
        for (String owner : owners.keys()) {
          Optional<BigDecimal> value = owners.decimal(owner);
          if (value.isPresent() && value.get().signum() < 0) {
            owners.wrong(owner, "a measure is not negative", "");
          } else if (value.isPresent()) {
            measure(metric, period, owner, value.get(), periods).ifPresent(measures::add);
          }
        }
      }
    }
    return measures;
  }

  /** Where measures are taken from, by their names. */
  private List<AllocationRules.Telemetry> telemetry() {
    List<AllocationRules.Telemetry> telemetry = new ArrayList<>();
    SaidFields metrics = root.object("telemetry");
    for (String metric : metrics.keys()) {
      SaidFields fields = metrics.object(metric);
      fields.only("query", "use", "owner", "owners");
      Optional<String> query = fields.text("query");
      Optional<String> use = fields.text("use");
      Optional<String> label = fields.text("owner");
      if (query.isPresent() == use.isPresent()) {
        fields.wrong("", "a measure comes from a query or from what was used", "write query or use, one of them");
        continue;
      }
      if (query.isPresent() && label.isEmpty()) {
        fields.wrong("owner", "whose the answers are is not said", "name the label that holds the owner");
        continue;
      }
      Optional<Utilisation.Metric> used = use.flatMap(Utilisation.Metric::ofId);
      if (use.isPresent() && used.filter(AllocationJson::adds).isEmpty()) {
        fields.wrong(
            "use",
            used.isEmpty() ? "there is no metric " + use.get() : use.get() + " of unlike things has no sum",
            "write for example cpu_cores, requests or network_out");
        continue;
      }
      Map<String, String> owners = new LinkedHashMap<>();
      SaidFields named = fields.object("owners");
      named.keys().forEach(pattern -> named.text(pattern).ifPresent(owner -> owners.put(pattern, owner)));
      telemetry.add(
          new AllocationRules.Telemetry(
              metric,
              query
                  .<AllocationRules.Telemetry.Origin>map(AllocationRules.Telemetry.Origin.Query::new)
                  .orElseGet(() -> new AllocationRules.Telemetry.Origin.Used(used.orElseThrow())),
              label,
              owners));
    }
    return telemetry;
  }

  private static boolean adds(Utilisation.Metric metric) {
    return switch (metric) {
      case CPU, MEMORY, DISK_USED, GPU, GPU_MEMORY, CPU_CREDITS, OTHER -> false;
      case CPU_CORES,
          MEMORY_USED,
          MEMORY_AVAILABLE,
          NETWORK_IN,
          NETWORK_OUT,
          DISK_READ,
          DISK_WRITE,
          DISK_READ_OPERATIONS,
          DISK_WRITE_OPERATIONS,
          READ_UNITS,
          WRITE_UNITS,
          DISK_AVAILABLE,
          STORED,
          CONNECTIONS,
          REQUESTS ->
          true;
    };
  }

  private static Optional<AllocationRules.Measure> measure(
      String metric, String period, String owner, BigDecimal value, SaidFields at) {
    try {
      boolean month = period.length() == 7;
      LocalDate day = LocalDate.parse(month ? period + "-01" : period);
      return Optional.of(
          new AllocationRules.Measure(
              metric, YearMonth.from(day), month ? Optional.empty() : Optional.of(day), owner, value));
    } catch (DateTimeException _) {
      at.wrong(period, "a month or a day is expected here", "write for example 2026-01 or 2026-01-31");
      return Optional.empty();
    }
  }

  private UnusedCommitments unused() {
    String text = root.text("unusedCommitments").orElse("buyer");
    if (text.startsWith("pool:")) {
      return new UnusedCommitments.Shared(text.substring("pool:".length()).strip());
    }
    return switch (text) {
      case "buyer" -> new UnusedCommitments.Buyer();
      case "users" -> new UnusedCommitments.Users();
      default -> {
        root.wrong("unusedCommitments", "nobody is called " + text + " here", "write buyer, users or pool:NAME");
        yield new UnusedCommitments.Buyer();
      }
    };
  }

  /** Two steps for one pool at one time, and pools that feed themselves, are refused. */
  private void checkSplits(List<Split> splits) {
    for (int i = 0; i < splits.size(); i++) {
      for (int j = i + 1; j < splits.size(); j++) {
        Split first = splits.get(i);
        Split second = splits.get(j);
        if (first.pool().equals(second.pool()) && first.span().overlaps(second.span())) {
          root.wrong(
              "splits/" + j,
              "the pool " + second.pool() + " is split by the step " + first.name() + " at the same time",
              "give the steps spans that do not overlap");
        }
      }
    }
    Optional<List<String>> cycle = SplitOrder.cycle(splits);
    cycle.ifPresent(
        pools ->
            root.wrong(
                "splits",
                "pools are split in a circle: " + String.join(" -> ", pools),
                "take one of these receivers out"));
  }
}
