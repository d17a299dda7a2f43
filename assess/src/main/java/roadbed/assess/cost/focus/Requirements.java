package roadbed.assess.cost.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.focus.Requirement.Level;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** The requirements of FOCUS 1.2, read from this module's own resource (whose licence stands beside it). */
public final class Requirements {
  private static final String RESOURCE = "/roadbed/focus/requirements-1.2.jsonl";

  private final Map<String, Requirement> byId;
  private final Map<String, List<String>> columnsByKind;

  private Requirements(Map<String, Requirement> byId, Map<String, List<String>> columnsByKind) {
    this.byId = byId;
    this.columnsByKind = columnsByKind;
  }

  /**
   * Reads them.
   *
   * @param asPublished whether checks are taken as they were published, also where their own sentence says otherwise
   */
  public static Requirements load(boolean asPublished) {
    Map<String, Value.Fields> written = new LinkedHashMap<>();
    try (InputStream in = Requirements.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(ValueJson::parse)
          .map(Value.Fields.class::cast)
          .forEach(fields -> written.put(fields.text("id").orElseThrow(), fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reading(written, asPublished).requirements();
  }

  /** All of them, in the specification's order. */
  public Collection<Requirement> all() {
    return byId.values();
  }

  /** The one of an identifier. */
  public Optional<Requirement> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The columns of the specification. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (Requirement requirement : byId.values()) {
      requirement.check().ifPresent(
          check -> {
            if (check instanceof Check.Present(String column)) {
              columns.add(column);
            }
          });
    }
    return columns;
  }

  /** The columns of a kind: {@code time}, {@code number}, {@code text}, {@code required-text}, {@code unit}, {@code object}. */
  public List<String> columns(String kind) {
    return columnsByKind.getOrDefault(kind, List.of());
  }

  /** Every criterion of applicability that a requirement names. */
  public Set<String> criteria() {
    Set<String> criteria = new LinkedHashSet<>();
    byId.values().forEach(requirement -> criteria.addAll(requirement.criteria()));
    return criteria;
  }

  /** From the notation to requirements: what a composite says of its parts is said of each part. */
  private static final class Reading {
    private final Map<String, Value.Fields> written;
    private final Map<String, List<String>> composites = new HashMap<>();
    private final Map<String, Optional<Check>> checks = new HashMap<>();
    private final Map<String, Optional<Check>> conditions = new HashMap<>();

    Reading(Map<String, Value.Fields> written, boolean asPublished) {
      this.written = written;
      written.forEach(
          (id, fields) -> {
            Value.Fields source =
                asPublished && fields.get("published").orElse(Value.Null.INSTANCE) instanceof Value.Fields published
                    ? published
                    : fields;
            Optional<Check> check = source.get("check").or(() -> fields.get("check")).map(Reading::check);
            checks.put(id, check);
            conditions.put(id, source.get("if").map(Reading::check));
            if (fields.text("function").orElse("").equals("composite")) {
              check.ifPresent(parts -> rules(parts).forEach(
                  part -> composites.computeIfAbsent(part, _ -> new ArrayList<>()).add(id)));
            }
          });
    }

    Requirements requirements() {
      Map<String, Requirement> byId = new LinkedHashMap<>();
      written.forEach((id, fields) -> byId.put(id, requirement(id, fields)));
      return new Requirements(byId, columnsByKind());
    }

    private Requirement requirement(String id, Value.Fields fields) {
      Optional<Check> check = checks.getOrDefault(id, Optional.empty());
      Optional<String> alternative =
          parent(id)
              .filter(
                  composite ->
                      checks.getOrDefault(composite, Optional.empty()).filter(Check.Any.class::isInstance).isPresent());
      boolean ofAlternatives = check.isPresent() && check.get() instanceof Check.Any && !rules(check.get()).isEmpty();
      return new Requirement(
          id,
          fields.text("kind").orElse("").equals("dynamic"),
          ofAlternatives ? "validation" : fields.text("function").orElse(""),
          fields.text("about").orElse(""),
          level(fields.text("level").orElse("")),
          List.copyOf(criteria(id)),
          ofAlternatives ? Optional.of(alternatives(check.get())) : check,
          condition(id),
          texts(fields, "needs"),
          fields.text("open").or(() -> fields.text("refutes")),
          fields.get("settled").map(Reading::check),
          fields.text("when"),
          fields.text("fact"),
          fields.get("given").map(Reading::check),
          alternative);
    }

    /** One of several rules holds for each line: its check, or its condition does not. */
    private Check alternatives(Check check) {
      List<Check> ways = new ArrayList<>();
      for (String part : rules(check)) {
        checks.getOrDefault(part, Optional.empty())
            .ifPresent(
                way ->
                    ways.add(
                        conditions.getOrDefault(part, Optional.empty())
                            .<Check>map(lines -> new Check.All(List.of(lines, way)))
                            .orElse(way)));
      }
      return new Check.Any(ways);
    }

    private Optional<String> parent(String id) {
      List<String> in = composites.getOrDefault(id, List.of());
      return in.size() == 1 ? Optional.of(in.getFirst()) : Optional.empty();
    }

    private Optional<Check> condition(String id) {
      List<Check> all = new ArrayList<>();
      Optional<String> at = Optional.of(id);
      while (at.isPresent()) {
        conditions.getOrDefault(at.get(), Optional.empty()).filter(one -> !all.contains(one)).ifPresent(all::add);
        at = parent(at.get());
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(all.size() == 1 ? all.getFirst() : new Check.All(all));
    }

    private Set<String> criteria(String id) {
      Set<String> criteria = new LinkedHashSet<>();
      Optional<String> at = Optional.of(id);
      while (at.isPresent()) {
        criteria.addAll(texts(written.getOrDefault(at.get(), Value.Fields.EMPTY), "criteria"));
        at = parent(at.get());
      }
      return criteria;
    }

    /** What columns are follows from the rules for their type, format and nullability. */
    private Map<String, List<String>> columnsByKind() {
      Map<String, Set<String>> kinds = new LinkedHashMap<>();
      Set<String> required = new LinkedHashSet<>();
      checks.forEach(
          (id, check) -> {
            if (check.isPresent() && check.get() instanceof Check.Shaped(String column, Check.Shape shape)
                && !written.getOrDefault(id, Value.Fields.EMPTY).text("kind").orElse("").equals("dynamic")) {
              kind(shape).ifPresent(kind -> kinds.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(column));
            } else if (check.isPresent()
                && check.get() instanceof Check.IsNot(String column, Optional<String> value)
                && value.isEmpty()
                && condition(id).isEmpty()) {
              required.add(column);
            }
          });
      Set<String> texts = new LinkedHashSet<>(kinds.getOrDefault("text", Set.of()));
      texts.removeIf(column -> kinds.getOrDefault("object", Set.of()).contains(column));
      kinds.put("text", texts);
      Set<String> requiredTexts = new LinkedHashSet<>(texts);
      requiredTexts.retainAll(required);
      kinds.put("required-text", requiredTexts);
      Map<String, List<String>> lists = new HashMap<>();
      kinds.forEach((kind, columns) -> lists.put(kind, columns.stream().sorted().toList()));
      return lists;
    }

    private static Optional<String> kind(Check.Shape shape) {
      return switch (shape) {
        case TEXT -> Optional.of("text");
        case DECIMAL -> Optional.of("number");
        case TIME -> Optional.of("time");
        case UNIT -> Optional.of("unit");
        case OBJECT -> Optional.of("object");
        case UNICODE, NUMERIC, ISO_TIME, UTC, TIME_SEPARATOR, TIME_DIGITS, TIME_ZONE, SINGLE_NUMBER, NO_FRACTION,
            E_NOTATION, EXPONENT_SIGN, NO_OPERATOR, NO_QUALIFIER, NO_COMMA, NO_PLUS, MINUS, UNIT_CASE, CURRENCY,
            NATIONAL_CURRENCY, NOT_EMPTY, NOT_BLANK, NO_PLACEHOLDER, UNIQUE_KEYS, FLAT_VALUES, FILLED_VALUES,
            PASCAL_KEYS, KNOWN_KEYS, SPELLED_KEYS, TYPED_KEYS, OWN_KEYS, OFFICIAL_KEYS, NO_NUMBERS, ANSWERED_KEYS,
            QUALIFIED, BOUND, FULL_SECOND, READABLE, NORMALIZED, UNIT_LISTED, UNIT_NO_SYNONYM ->
            Optional.empty();
      };
    }

    private static List<String> rules(Check check) {
      return switch (check) {
        case Check.Rule(String id) -> List.of(id);
        case Check.All(List<Check> parts) -> parts.stream().flatMap(part -> rules(part).stream()).toList();
        case Check.Any(List<Check> parts) -> parts.stream().flatMap(part -> rules(part).stream()).toList();
        case Check.Present _, Check.Is _, Check.IsNot _, Check.Same _, Check.Differs _, Check.After _,
            Check.AtLeast _, Check.Product _, Check.One _, Check.Shaped _, Check.Every _, Check.Names _, Check.Few _,
            Check.Uniform _, Check.Spelled _, Check.SameKeys _, Check.KeyTypes _, Check.Settles _, Check.Taxed _,
            Check.Listed _, Check.Invoiced _, Check.Defined _ ->
            List.of();
      };
    }

    private static Level level(String keyword) {
      for (Level level : Level.values()) {
        if (level.id().equals(keyword)) {
          return level;
        }
      }
      throw new IllegalStateException("no keyword " + keyword);
    }

    private static List<String> texts(Value.Fields fields, String name) {
      return words(fields.get(name).orElse(Value.Null.INSTANCE));
    }

    private static List<String> words(Value value) {
      return value instanceof Value.Items items
          ? items.values().stream().map(Reading::text).flatMap(Optional::stream).toList()
          : List.of();
    }

    private static Optional<String> text(Value value) {
      return value instanceof Value.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    private static Check check(Value value) {
      if (!(value instanceof Value.Items items)) {
        throw new IllegalStateException("a check is a list: " + value);
      }
      List<Value> parts = items.values();
      String name = text(parts.getFirst()).orElseThrow();
      List<Value> rest = parts.subList(1, parts.size());
      return switch (name) {
        case "all" -> new Check.All(rest.stream().map(Reading::check).toList());
        case "any" -> new Check.Any(rest.stream().map(Reading::check).toList());
        case "rule" -> new Check.Rule(word(rest, 0));
        case "present" -> new Check.Present(word(rest, 0));
        case "is" -> new Check.Is(word(rest, 0), text(rest.get(1)));
        case "isnt" -> new Check.IsNot(word(rest, 0), text(rest.get(1)));
        case "same" -> new Check.Same(word(rest, 0), word(rest, 1));
        case "differs" -> new Check.Differs(word(rest, 0), word(rest, 1));
        case "after" -> new Check.After(word(rest, 0), word(rest, 1));
        case "atleast" -> new Check.AtLeast(word(rest, 0), new BigDecimal(word(rest, 1)));
        case "product" -> new Check.Product(word(rest, 0), word(rest, 1), word(rest, 2));
        case "one" -> new Check.One(word(rest, 0), word(rest, 1));
        case "few" -> new Check.Few(words(rest.get(0)), word(rest, 1));
        case "uniform" -> new Check.Uniform(words(rest.get(0)), word(rest, 1));
        case "spelled" -> new Check.Spelled(word(rest, 0));
        case "same-keys" -> new Check.SameKeys(words(rest.get(0)), word(rest, 1));
        case "key-types" -> new Check.KeyTypes(words(rest.get(0)), word(rest, 1));
        case "settles" -> new Check.Settles(word(rest, 0), word(rest, 1).equals("whole"));
        case "taxed" -> new Check.Taxed(word(rest, 0), word(rest, 1).equals("alike"));
        case "listed" -> new Check.Listed(word(rest, 0), words(rest.get(1)), text(rest.get(2)));
        case "invoiced" -> new Check.Invoiced();
        case "defined" -> new Check.Defined(word(rest, 0), word(rest, 1));
        case "shape" -> new Check.Shaped(word(rest, 0), Check.Shape.named(word(rest, 1)));
        case "every" -> new Check.Every(word(rest, 0), Check.Shape.named(word(rest, 1)));
        case "names" -> new Check.Names(Check.NameRule.named(word(rest, 0)));
        default -> throw new IllegalStateException("no check is called " + name);
      };
    }

    private static String word(List<Value> values, int index) {
      return text(values.get(index)).orElseThrow();
    }
  }
}
