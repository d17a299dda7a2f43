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
    Map<Requirement, Question> questions = new LinkedHashMap<>();
    for (Requirement requirement : requirements.all()) {
      if (!requirement.composite()) {
        withoutCounting(requirement)
            .ifPresentOrElse(
                verdict -> verdicts.put(requirement.id(), verdict),
                () -> questions.put(requirement, question(requirement)));
      }
    }
    List<Answer> answers = data.count(List.copyOf(questions.values()));
    int at = 0;
    for (Requirement requirement : questions.keySet()) {
      verdicts.put(requirement.id(), counted(requirement, answers.get(at++)));
    }
    List<Verdict> all = new ArrayList<>();
    for (Requirement requirement : requirements.all()) {
      all.add(verdict(requirement, new HashSet<>()));
    }
    return all;
  }

  /** A verdict that needs no line to be looked at, or empty where lines must be counted. */
  private Optional<Verdict> withoutCounting(Requirement requirement) {
    Optional<Verdict> inapplicable = inapplicable(requirement);
    if (inapplicable.isPresent()) {
      return inapplicable;
    }
    if (requirement.check().isEmpty()) {
      return Optional.of(
          requirement.level() == Level.MAY
              ? Verdict.of(requirement, Status.PASSED, "a permission: nothing can break it")
              : Verdict.of(requirement, Status.NOT_EVALUATED, requirement.open().orElse("the data do not say it")));
    }
    if (requirement.alternative().isPresent()) {
      return Optional.of(
          Verdict.of(
              requirement,
              Status.NOT_EVALUATED,
              "one of several ways, which " + requirement.alternative().get() + " judges together"));
    }
    return switch (requirement.check().get()) {
      case Check.Present(String column) -> Optional.of(presence(requirement, column));
      case Check.Names(Check.NameRule rule) -> Optional.of(names(requirement, rule));
      case Check.All _, Check.Any _, Check.Rule _, Check.Is _, Check.IsNot _, Check.Same _, Check.Differs _,
          Check.After _, Check.AtLeast _, Check.Product _, Check.One _, Check.Shaped _, Check.Every _ ->
          withoutColumns(requirement);
    };
  }

  private Optional<Verdict> inapplicable(Requirement requirement) {
    for (String criterion : requirement.criteria()) {
      if (criteria.of(criterion) == Standing.NOT_SUPPORTED) {
        return Optional.of(Verdict.of(requirement, Status.SKIPPED, "not applicable: " + criterion + " is not met"));
      }
    }
    for (String criterion : requirement.criteria()) {
      if (criteria.of(criterion) == Standing.UNKNOWN) {
        return Optional.of(
            Verdict.of(
                requirement,
                Status.NOT_EVALUATED,
                "it is not known whether " + criterion + " is met: say --supports or --lacks"));
      }
    }
    return Optional.empty();
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
        there ? "" : "the column " + column + " is missing");
  }

  private boolean isThere(String column) {
    return present.contains(column.toLowerCase(Locale.ROOT));
  }

  /** Lines say nothing of a column that is not there; a condition on one that may be absent takes it as null. */
  private Optional<Verdict> withoutColumns(Requirement requirement) {
    Check check = requirement.check().orElseThrow();
    if (check instanceof Check.Every(String kind, Check.Shape _)) {
      return requirements.columns(kind).stream().anyMatch(this::isThere)
          ? Optional.empty()
          : Optional.of(Verdict.of(requirement, Status.SKIPPED, "no column is of that kind"));
    }
    for (String column : check.columns()) {
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
        : Verdict.of(
            requirement,
            Status.NOT_EVALUATED,
            "there is no column " + column + (rule == null ? "" : " (" + rule.id() + ")"));
  }

  private Question question(Requirement requirement) {
    Check check = requirement.check().orElseThrow();
    if (check instanceof Check.Every(String kind, Check.Shape shape)) {
      check =
          new Check.All(
              requirements.columns(kind).stream()
                  .filter(this::isThere)
                  .<Check>map(column -> new Check.Shaped(column, shape))
                  .toList());
    }
    return new Question(check, requirement.condition());
  }

  private static Verdict counted(Requirement requirement, Answer answer) {
    boolean may = requirement.level() == Level.MAY;
    boolean broken = answer.violating() > 0 && !may;
    Status status =
        answer.checked() == 0
            ? Status.SKIPPED
            : broken ? Status.FAILED : requirement.open().isPresent() ? Status.NOT_EVALUATED : Status.PASSED;
    String reason =
        switch (status) {
          case SKIPPED -> "not applicable: no line is of its kind";
          case FAILED -> "";
          case NOT_EVALUATED -> "nothing contradicts it, but " + requirement.open().orElse("");
          case PASSED ->
              may
                  ? "a permission: %d lines make use of it".formatted(answer.checked() - answer.violating())
                  : "";
        };
    return new Verdict(
        requirement,
        status,
        answer.checked(),
        may ? 0 : answer.violating(),
        may ? List.of() : answer.first(),
        List.of(),
        reason);
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
      return Verdict.of(requirement, Status.NOT_EVALUATED, "not evaluated: " + String.join(", ", open));
    }
    return passed == 0
        ? Verdict.of(requirement, Status.SKIPPED, "not applicable: nothing of it applies")
        : Verdict.of(requirement, Status.PASSED, passed + " requirements passed");
  }

  // --- names of columns ---------------------------------------------------------------------------------------

  private Verdict names(Requirement requirement, Check.NameRule rule) {
    Map<String, String> official = new HashMap<>();
    requirements.columns().forEach(column -> official.put(column.toLowerCase(Locale.ROOT), column));
    List<String> columns = data.columns();
    List<String> custom =
        columns.stream().filter(column -> !official.containsKey(column.toLowerCase(Locale.ROOT))).toList();
    int lastOfFocus = -1;
    int firstCustom = columns.size();
    for (int i = 0; i < columns.size(); i++) {
      if (custom.contains(columns.get(i))) {
        firstCustom = Math.min(firstCustom, i);
      } else {
        lastOfFocus = i;
      }
    }
    List<String> asked = columns;
    List<String> broken =
        switch (rule) {
          case PASCAL_CASE -> {
            asked = columns.stream().filter(column -> !custom.contains(column)).toList();
            yield asked.stream()
                .filter(column -> !column.equals(official.get(column.toLowerCase(Locale.ROOT))))
                .toList();
          }
          case ALPHANUMERIC -> columns.stream().filter(column -> !column.matches("(x_)?[A-Za-z0-9]+")).toList();
          case SHORT -> columns.stream().filter(column -> column.length() > 50).toList();
          case CUSTOM_PREFIX -> {
            asked = custom;
            yield custom.stream().filter(column -> !column.startsWith("x_")).toList();
          }
          case CUSTOM_PASCAL_CASE -> {
            asked = custom.stream().filter(column -> column.startsWith("x_")).toList();
            yield asked.stream().filter(column -> !column.matches("x_[A-Z][A-Za-z0-9]*")).toList();
          }
          case FOCUS_FIRST -> {
            int first = firstCustom;
            yield columns.stream()
                .filter(column -> !custom.contains(column) && columns.indexOf(column) > first)
                .toList();
          }
          case CUSTOM_LAST -> {
            asked = custom;
            int last = lastOfFocus;
            yield custom.stream().filter(column -> columns.indexOf(column) < last).toList();
          }
        };
    if (asked.isEmpty()) {
      return Verdict.of(requirement, Status.SKIPPED, "not applicable: there is no such column");
    }
    return new Verdict(
        requirement,
        broken.isEmpty() ? Status.PASSED : Status.FAILED,
        asked.size(),
        broken.size(),
        List.of(),
        broken,
        broken.isEmpty() ? "" : "columns: " + String.join(", ", broken));
  }
}
