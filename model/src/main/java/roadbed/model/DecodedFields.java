package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One object of a document, asked field by field; an answer of the wrong type says where and what. */
final class DecodedFields {
  private final String document;
  private final String pointer;
  private final Value.Fields fields;

  DecodedFields(String document, String pointer, Value value) {
    this.document = document;
    this.pointer = pointer;
    if (!(value instanceof Value.Fields object)) {
      throw malformed(document, pointer, "an object is expected");
    }
    this.fields = object;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<String> optionalText(String name) {
    return present(name)
        .map(
            value -> {
              if (value instanceof Value.Text text) {
                return text.value();
              }
              throw wrong(name, "is not a text");
            });
  }

  long whole(String name) {
    return wholeWithin(name, 0, Long.MAX_VALUE);
  }

  /** A whole number, 0 where it is missing. */
  long wholeWithin(String name, long least, long most) {
    Value value = present(name).orElse(new Value.Whole(0));
    if (value instanceof Value.Whole whole && whole.value() >= least && whole.value() <= most) {
      return whole.value();
    }
    throw wrong(name, "is not a whole number from " + least + " to " + most);
  }

  boolean bool(String name) {
    Value value = present(name).orElse(Value.Bool.FALSE);
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    throw wrong(name, "is not true or false");
  }

  Optional<Boolean> optionalBool(String name) {
    return present(name).map(_ -> bool(name));
  }

  BigDecimal decimal(String name) {
    return switch (present(name).orElseThrow(() -> wrong(name, "is missing"))) {
      case Value.Whole whole -> BigDecimal.valueOf(whole.value());
      case Value.Decimal decimal -> decimal.value();
      case Value.Text _,
          Value.Bool _,
          Value.Null _,
          Value.Items _,
          Value.Fields _,
          Value.Unknown _,
          Value.Secret _ ->
          throw wrong(name, "is not a number");
    };
  }

  Instant instant(String name) {
    return optionalInstant(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException _) {
                throw wrong(name, "is not a time such as 2026-01-31T12:00:00Z");
              }
            });
  }

  YearMonth month(String name) {
    String text = text(name);
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw wrong(name, "is not a month such as 2026-01");
    }
  }

  <E> E oneOf(String name, E[] values, Function<E, String> id) {
    String text = text(name);
    for (E value : values) {
      if (id.apply(value).equals(text)) {
        return value;
      }
    }
    throw wrong(
        name, "is none of " + Arrays.stream(values).map(id).collect(Collectors.joining(", ")));
  }

  DecodedFields fields(String name) {
    return new DecodedFields(
        document, pointer + "/" + name, present(name).orElse(Value.Fields.EMPTY));
  }

  /** A raw document that this project wrote, with what is unknown and what is secret revived. */
  Value.Fields own(String name) {
    if (ValueJson.revive(present(name).orElse(Value.Fields.EMPTY)) instanceof Value.Fields object) {
      return object;
    }
    throw wrong(name, "is not an object");
  }

  /** Rules of allocation, by their own reader. */
  Optional<AllocationRules> allocation(String name) {
    return present(name)
        .map(
            value -> {
              AllocationJson.Read read = AllocationJson.read(value);
              return read.rules()
                  .orElseThrow(
                      () ->
                          wrong(
                              name + read.problems().getFirst().pointer(),
                              "is no rule of allocation: " + read.problems().getFirst().message()));
            });
  }

  /** Budgets, by their own reader; none where there is nothing of that name. */
  List<CostBudget> budgets(String name) {
    Optional<Value> said = present(name);
    if (said.isEmpty()) {
      return List.of();
    }
    BudgetJson.Read read = BudgetJson.read(said.get());
    if (!read.problems().isEmpty()) {
      AllocationJson.Problem first = read.problems().getFirst();
      throw wrong(name + first.pointer(), "is no budget: " + first.message());
    }
    return read.budgets();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Value item : items(name)) {
      if (!(item instanceof Value.Text text)) {
        throw wrong(name + "/" + texts.size(), "is not a text");
      }
      texts.add(text.value());
    }
    return texts;
  }

  Map<String, String> textMap(String name) {
    DecodedFields object = fields(name);
    Map<String, String> texts = new LinkedHashMap<>();
    object.fields.values().keySet().forEach(key -> texts.put(key, object.text(key)));
    return texts;
  }

  <T> List<T> list(String name, Function<DecodedFields, T> decode) {
    List<T> decoded = new ArrayList<>();
    for (Value item : items(name)) {
      decoded.add(
          decode.apply(
              new DecodedFields(document, pointer + "/" + name + "/" + decoded.size(), item)));
    }
    return decoded;
  }

  private List<Value> items(String name) {
    if (present(name).orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      return items.values();
    }
    throw wrong(name, "is not a list");
  }

  boolean has(String name) {
    return present(name).isPresent();
  }

  private Optional<Value> present(String name) {
    return fields.get(name).filter(value -> !(value instanceof Value.Null));
  }

  LocalDate day(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw wrong(name, "is not a day such as 2026-01-31");
    }
  }

  /** What to throw where a value is of the right type and makes no sense. */
  CollectionJson.Malformed refused(String name, String what) {
    return wrong(name, what);
  }

  private CollectionJson.Malformed wrong(String name, String what) {
    return malformed(document, pointer + "/" + name, name + " " + what);
  }

  static CollectionJson.Malformed malformed(String document, String pointer, String message) {
    return new CollectionJson.Malformed(
        Diagnostic.error(
            "collection.schema",
            new Location(document, 0, 0, Optional.of(pointer)),
            message,
            "see docs/reference/schemas/collection.schema.json"));
  }
}
