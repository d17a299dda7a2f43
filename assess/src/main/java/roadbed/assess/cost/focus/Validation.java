package roadbed.assess.cost.focus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import roadbed.assess.cost.focus.BillingData.Answer;
import roadbed.assess.cost.focus.BillingData.Question;
import roadbed.assess.cost.focus.Criteria.Standing;
import roadbed.assess.cost.focus.Requirement.Level;
import roadbed.assess.cost.focus.Verdict.Lack;
import roadbed.assess.cost.focus.Verdict.Status;

/**
 * Judges all requirements on one billing data set. Everything that is to be counted is asked in one go. A requirement
 * that the data cannot decide is not evaluated, and so is whatever is made of it.
 */
public final class Validation {
  private final Requirements requirements;
  private final BillingData data;
  private final Criteria criteria;
  private final Set<String> present = new HashSet<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<String, Requirement> presence = new HashMap<>();

  private Validation(Requirements requirements, BillingData data, Criteria criteria) {
    this.requirements = requirements;
    this.data = data;
    this.criteria = criteria;
    data.columns().forEach(column -> present.add(column.toLowerCase(Locale.ROOT)));
    for (Requirement requirement : requirements.all()) {
      if (requirement.check().orElse(null) instanceof Check.Present(String column)) {
        presence.put(column, requirement);
      }
    }
  }

  /** One verdict for each requirement, in their order. */
  public static List<Verdict> of(Requirements requirements, BillingData data, Criteria criteria) {
    return new Validation(requirements, data, criteria).judge();
  }

  private List<Verdict> judge() {
    Map<Requirement, Asked> asked = new LinkedHashMap<>();
    List<Question> questions = new ArrayList<>();
    for (Requirement requirement : requirements.all()) {
      if (!requirement.composite()) {
        withoutCounting(requirement)
            .ifPresentOrElse(
                verdict -> verdicts.put(requirement.id(), verdict),
                () -> asked.put(requirement, asked(requirement, questions)));
      }
    }
    List<Answer> answers = data.count(questions);
    asked.forEach((requirement, at) -> verdicts.put(requirement.id(), counted(requirement, at, answers)));
    for (Requirement requirement : requirements.all()) {
      Verdict found = verdicts.get(requirement.id());
      if (found != null) {
        verdicts.put(requirement.id(), unknown(requirement).map(found::where).orElse(found));
      }
    }
    List<Verdict> all = new ArrayList<>();
    for (Requirement requirement : requirements.all()) {
      all.add(verdict(requirement, new HashSet<>()));
    }
    return all;
  }

  /** Where the answers about a requirement stand; less than 0 for one that was not asked for. */
  private record Asked(int check, int settled, boolean given) {}

  private Asked asked(Requirement requirement, List<Question> questions) {
    if (given(requirement)) {
      questions.add(new Question(spread(requirement.given().orElseThrow()), requirement.condition()));
      return new Asked(questions.size() - 1, -1, true);
    }
    int check = -1;
    int settled = -1;
    if (requirement.check().isPresent()) {
      check = questions.size();
      questions.add(new Question(spread(requirement.check().get()), requirement.condition()));
    }
    if (requirement.settled().isPresent()) {
      settled = questions.size();
      questions.add(new Question(spread(requirement.settled().get()), requirement.condition()));
    }
    return new Asked(check, settled, false);
  }

  private boolean given(Requirement requirement) {
    return requirement
        .given()
        .filter(
            check -> {
              Set<String> columns = check instanceof Check.Invoiced ? Set.of("InvoiceId", "Amount") : check.columns();
              return data.given(requirement.fact().orElse(""), columns);
            })
        .isPresent();
  }

  /** A verdict that needs no line to be looked at, or empty where lines must be counted. */
  private Optional<Verdict> withoutCounting(Requirement requirement) {
    Optional<Verdict> inapplicable = inapplicable(requirement);
    if (inapplicable.isPresent()) {
      return inapplicable;
    }
    if (given(requirement)) {
      return requirement.given().orElseThrow() instanceof Check.Defined(String kind, String property)
          ? Optional.of(defined(requirement, kind, property))
          : withoutColumns(requirement);
    }
    if (requirement.check().isEmpty() && requirement.settled().isEmpty()) {
      return Optional.of(
          requirement.level() == Level.MAY
              ? Verdict.of(requirement, Status.PASSED, "a permission: nothing can break it")
              : Verdict.open(requirement, lack(requirement), requirement.open().orElse("the data do not say it")));
    }
    if (requirement.when().equals(Optional.of("deliveries")) && !spans(requirement)) {
      return Optional.of(Verdict.open(requirement, Lack.PERIODS, requirement.open().orElse("")));
    }
    if (requirement.alternative().isPresent()) {
      return Optional.of(
          Verdict.open(
              requirement,
              Lack.PARTS,
              "one of several ways, which " + requirement.alternative().get() + " judges together"));
    }
    return switch (requirement.check().or(requirement::settled).orElseThrow()) {
      case Check.Present(String column) -> Optional.of(presence(requirement, column));
      case Check.Names(Check.NameRule rule) -> Optional.of(new ColumnNames(requirements, data).of(requirement, rule));
      case Check.All _, Check.Any _, Check.Rule _, Check.Is _, Check.IsNot _, Check.Same _, Check.Differs _,
          Check.After _, Check.AtLeast _, Check.Product _, Check.One _, Check.Shaped _, Check.Every _, Check.Few _,
          Check.Uniform _, Check.Spelled _, Check.SameKeys _, Check.KeyTypes _, Check.Settles _, Check.Taxed _,
          Check.Listed _, Check.Invoiced _, Check.Defined _ ->
          withoutColumns(requirement);
    };
  }

  private static Lack lack(Requirement requirement) {
    return requirement.fact().isPresent()
        ? Lack.FACT
        : requirement.when().isPresent() ? Lack.PERIODS : Lack.PROVIDER;
  }

  private Optional<Verdict> inapplicable(Requirement requirement) {
    for (String criterion : requirement.criteria()) {
      if (criteria.of(criterion) == Standing.NOT_SUPPORTED) {
        return Optional.of(Verdict.of(requirement, Status.SKIPPED, "not applicable: " + criterion + " is not met"));
      }
    }
    return Optional.empty();
  }

  /** A criterion of which it is not known whether it is met: whoever keeps the requirement keeps it either way. */
  private Optional<String> unknown(Requirement requirement) {
    return requirement.criteria().stream().filter(one -> criteria.of(one) == Standing.UNKNOWN).findFirst();
  }

  private Verdict defined(Requirement requirement, String kind, String property) {
    List<String> columns = requirements.columns(kind).isEmpty() ? List.of(kind) : requirements.columns(kind);
    List<String> asked = columns.stream().filter(this::isThere).toList();
    Set<String> defined = data.defined(property);
    List<String> broken = asked.stream().filter(column -> !defined.contains(column.toLowerCase(Locale.ROOT))).toList();
    return asked.isEmpty()
        ? Verdict.of(requirement, Status.SKIPPED, "not applicable: there is no such column")
        : new Verdict(
            requirement,
            broken.isEmpty() ? Status.PASSED : Status.FAILED,
            asked.size(),
            broken.size(),
            List.of(),
            broken,
            Lack.NOTHING,
            broken.isEmpty() ? "" : "no " + property + " in the metadata of: " + String.join(", ", broken));
  }

  private Verdict presence(Requirement requirement, String column) {
    boolean there = isThere(column);
    return new Verdict(
        requirement,
        there || requirement.level() == Level.MAY ? Status.PASSED : Status.FAILED,
        1,
        there ? 0 : 1,
        List.of(),
        there ? List.of() : List.of(column),
        Lack.NOTHING,
        there ? "" : "the column " + column + " is missing");
  }

  private boolean isThere(String column) {
    return present.contains(column.toLowerCase(Locale.ROOT));
  }

  /** Lines say nothing of a column that is not there; a condition on one that may be absent takes it as null. */
  private Optional<Verdict> withoutColumns(Requirement requirement) {
    Check check = requirement.check().or(requirement::settled).or(requirement::given).orElseThrow();
    if (check instanceof Check.Every(String kind, Check.Shape _)) {
      return kind(kind).stream().anyMatch(this::isThere)
          ? Optional.empty()
          : Optional.of(Verdict.of(requirement, Status.SKIPPED, "not applicable: no column is of that kind"));
    }
    for (String column : needed(requirement, check)) {
      if (!isThere(column)) {
        return Optional.of(absent(requirement, column));
      }
    }
    for (String column : requirement.condition().map(Check::columns).orElse(Set.of())) {
      if (!isThere(column) && !rightlyAbsent(column)) {
        return Optional.of(absent(requirement, column));
      }
    }
    return Optional.empty();
  }

  /** The columns without which nothing can be said: of what the data decide partly, the one that it is about. */
  private Set<String> needed(Requirement requirement, Check check) {
    boolean partly =
        !(check instanceof Check.One)
            && (requirement.settled().isPresent() || requirement.open().isPresent() || check.ofGroups());
    return partly && presence.containsKey(requirement.about()) ? Set.of(requirement.about()) : partly ? Set.of() : check.columns();
  }

  private List<String> kind(String kind) {
    return switch (kind) {
      case "custom-number" -> List.copyOf(data.numbers());
      case "custom-text" ->
          data.columns().stream().filter(column -> column.startsWith("x_") && !data.numbers().contains(column)).toList();
      default -> requirements.columns(kind);
    };
  }

  private boolean rightlyAbsent(String column) {
    Requirement rule = presence.get(column);
    return rule == null
        || !rule.level().binding()
        || rule.criteria().stream().anyMatch(criterion -> criteria.of(criterion) == Standing.NOT_SUPPORTED);
  }

  private Verdict absent(Requirement requirement, String column) {
    Requirement rule = presence.get(column);
    return rightlyAbsent(column)
        ? Verdict.of(requirement, Status.SKIPPED, "not applicable: there is no column " + column)
        : new Verdict(
            requirement,
            Status.NOT_EVALUATED,
            0,
            0,
            List.of(),
            List.of(column),
            Lack.COLUMN,
            "there is no column " + column + (rule == null ? "" : " (" + rule.id() + ")"));
  }

  private Check spread(Check check) {
    return check instanceof Check.Every(String kind, Check.Shape shape)
        ? new Check.All(
            kind(kind).stream().filter(this::isThere).<Check>map(column -> new Check.Shaped(column, shape)).toList())
        : check;
  }

  private Verdict counted(Requirement requirement, Asked asked, List<Answer> answers) {
    Optional<Answer> check = asked.check() < 0 ? Optional.empty() : Optional.of(answers.get(asked.check()));
    Optional<Answer> settled = asked.settled() < 0 ? Optional.empty() : Optional.of(answers.get(asked.settled()));
    Answer base = settled.or(() -> check).orElseThrow();
    long checked = Math.max(base.checked(), check.map(Answer::checked).orElse(0L));
    if (requirement.level() == Level.MAY) {
      long used = checked - base.violating();
      return verdict(requirement, Status.PASSED, checked, Lack.NOTHING, "a permission: %d lines make use of it".formatted(used));
    }
    if (check.isPresent() && check.get().violating() > 0) {
      return new Verdict(
          requirement,
          Status.FAILED,
          checked,
          check.get().violating(),
          check.get().first(),
          List.of(),
          Lack.NOTHING,
          "");
    }
    boolean open = requirement.open().isPresent() && !asked.given();
    if (checked == 0 && (!open || nothingToAsk(requirement))) {
      return verdict(requirement, Status.SKIPPED, 0, Lack.NOTHING, "not applicable: no line is of its kind");
    }
    if (open && settled.isPresent() && settled.get().violating() > 0) {
      Answer doubt = settled.get();
      return verdict(
          requirement,
          Status.NOT_EVALUATED,
          checked,
          lack(requirement),
          "%,d of %,d lines keep it; of %,d %s"
              .formatted(checked - doubt.violating(), checked, doubt.violating(), requirement.open().orElse("")));
    }
    if (open && !spans(requirement) && (settled.isEmpty() || requirement.when().isPresent())) {
      return verdict(
          requirement,
          Status.NOT_EVALUATED,
          checked,
          lack(requirement),
          "nothing contradicts it, but " + requirement.open().orElse(""));
    }
    return verdict(requirement, Status.PASSED, checked, Lack.NOTHING, spanned(requirement));
  }

  private static Verdict verdict(Requirement requirement, Status status, long checked, Lack lack, String reason) {
    return new Verdict(requirement, status, checked, 0, List.of(), List.of(), lack, reason);
  }

  /** Whether no line has a value of what it is about, or none is of its kind. */
  private boolean nothingToAsk(Requirement requirement) {
    return requirement.condition().isPresent()
        || requirement.settled().isPresent()
        || (presence.containsKey(requirement.about()) && data.different(requirement.about()) == 0);
  }

  /** Whether the data span what it takes for a rule over time, accounts or deliveries to be decided. */
  private boolean spans(Requirement requirement) {
    return requirement.when().filter(this::spans).isPresent();
  }

  private boolean spans(String when) {
    return switch (when) {
      case "periods" -> data.different("BillingPeriodStart") > 1;
      case "accounts" -> data.different("BillingAccountId") > 1;
      case "categories" -> data.different("PricingCategory") > 1;
      case "deliveries" -> data.redelivered();
      default -> throw new IllegalStateException("nothing spans " + when);
    };
  }

  private String spanned(Requirement requirement) {
    return switch (requirement.when().orElse("")) {
      case "periods" -> "over %d billing periods".formatted(data.different("BillingPeriodStart"));
      case "accounts" -> "over %d billing accounts".formatted(data.different("BillingAccountId"));
      case "categories" -> "over %d pricing categories".formatted(data.different("PricingCategory"));
      case "deliveries" -> "against the earlier delivery";
      default -> "";
    };
  }

  // --- requirements made of others ----------------------------------------------------------------------------

  private Verdict verdict(Requirement requirement, Set<String> above) {
    Verdict known = verdicts.get(requirement.id());
    if (known != null) {
      return known;
    }
    Verdict made = inapplicable(requirement).orElseGet(() -> made(requirement, above));
    verdicts.put(requirement.id(), made);
    return made;
  }

  private Verdict made(Requirement requirement, Set<String> above) {
    if (!above.add(requirement.id())) {
      throw new IllegalStateException(requirement.id() + " is made of itself");
    }
    Set<String> failed = new TreeSet<>();
    Set<String> open = new TreeSet<>();
    int passed = 0;
    if (requirement.check().orElse(null) instanceof Check.All(List<Check> parts)) {
      for (Check check : parts) {
        if (check instanceof Check.Rule(String id)) {
          Requirement part = requirements.find(id).orElseThrow(() -> new IllegalStateException("no rule " + id));
          if (part.level() == Level.MAY || (requirement.level().binding() && !part.level().binding())) {
            continue;
          }
          switch (verdict(part, above).status()) {
            case FAILED -> failed.add(id);
            case NOT_EVALUATED -> open.add(id);
            case PASSED -> passed++;
            case SKIPPED -> {}
          }
        }
      }
    }
    above.remove(requirement.id());
    if (!failed.isEmpty()) {
      return Verdict.of(requirement, Status.FAILED, String.join(", ", failed) + " failed");
    }
    if (!open.isEmpty()) {
      return Verdict.open(requirement, Lack.PARTS, "not evaluated: " + String.join(", ", open));
    }
    return passed == 0
        ? Verdict.of(requirement, Status.SKIPPED, "not applicable: nothing of it applies")
        : Verdict.of(requirement, Status.PASSED, passed + " requirements passed");
  }
}
