package roadbed.inventory.facet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Lenient reading of a raw document. A block may stand as an object, as a list of one object or as a list; a
 * truth value or number may stand as text; a JSON document may stand as text. What is null, an empty text or
 * an empty list is absent, and so is what the configuration leaves to the provider.
 *
 * <p>Paths are field names joined by dots; a step through a list goes through its first item.
 *
 * @param root the document, usually an object
 */
public record Document(Value root) {

  /** A document in which nothing is said. */
  public static final Document EMPTY = new Document(Value.Fields.EMPTY);

  /** The value itself, as it stands: absent, null and unknown are told apart. */
  public Optional<Value> raw(String path) {
    return Optional.ofNullable(walk(path));
  }

  private @Nullable Value walk(String path) {
    Reads.note(root, path);
    Value here = root;
    int from = 0;
    while (true) {
      int dot = path.indexOf('.', from);
      String name = dot < 0 ? path.substring(from) : path.substring(from, dot);
      Value block = Supposed.instead(first(here));
      if (block instanceof Value.Unknown) {
        return block;
      }
      if (block instanceof Value.Secret) {
        return block;
      }
      Value next = block instanceof Value.Fields fields ? Supposed.instead(fields.values().get(name)) : null;
      if (next == null || dot < 0) {
        return next;
      }
      here = next;
      from = dot + 1;
    }
  }

  private static @Nullable Value first(Value value) {
    Value here = value;
    while (here instanceof Value.Items items) {
      if (items.values().isEmpty()) {
        return null;
      }
      here = items.values().getFirst();
    }
    return here;
  }

  /**
   * The value, or empty where it is absent.
   *
   * @throws NotKnown where it is unknown
   */
  public Optional<Value> value(String path) {
    Value value = walk(path);
    return value == null ? Optional.empty() : present(value);
  }

  private static Optional<Value> present(Value value) {
    return switch (value) {
      case Value.Null _ -> Optional.empty();
      case Value.Unknown unknown -> {
        if (unknown.isLeftToProvider()) {
          yield Optional.empty();
        }
        throw new NotKnown(unknown);
      }
      case Value.Text text -> text.value().isEmpty() ? Optional.empty() : Optional.of(text);
      case Value.Items items -> items.values().isEmpty() ? Optional.empty() : Optional.of(items);
      case Value.Fields _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Secret _ ->
          Optional.of(value);
    };
  }

  /** Whether something is said, be it secret; an empty block is something. */
  public boolean has(String path) {
    return value(path).isPresent();
  }

  /** Whether something stands there, known or not. */
  public boolean mentions(String path) {
    Value value = walk(path);
    return value instanceof Value.Unknown unknown
        ? !unknown.isLeftToProvider()
        : value != null && present(value).isPresent();
  }

  /** The text, also of a number or truth value. */
  public Optional<String> text(String path) {
    return value(path).flatMap(Document::textOf);
  }

  private static Optional<String> textOf(Value value) {
    return switch (value) {
      case Value.Text text -> text.value().isEmpty() ? Optional.empty() : Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _ -> Optional.empty();
      case Value.Items items ->
          items.values().size() == 1 ? textOf(items.values().getFirst()) : notText("a list");
      case Value.Fields _ -> notText("an object");
      case Value.Unknown unknown -> throw new NotKnown(unknown);
      case Value.Secret _ -> notText("a secret, which is not kept");
    };
  }

  private static Optional<String> notText(String what) {
    throw new NotKnown("is " + what + " and not a text");
  }

  /** The truth value. A text that is neither true nor false switches nothing: it is as if it were absent. */
  public Optional<Boolean> truth(String path) {
    return text(path)
        .flatMap(
            text ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                  case "true", "1" -> Optional.of(true);
                  case "false", "0" -> Optional.of(false);
                  default -> Optional.empty();
                });
  }

  /** The truth value, false where absent. */
  public boolean is(String path) {
    return truth(path).orElse(false);
  }

  /** Whether the text is there and is one of these, whatever its case. */
  public boolean isAny(String path, String... values) {
    Optional<String> text = text(path);
    for (String value : values) {
      if (text.isPresent() && text.get().equalsIgnoreCase(value)) {
        return true;
      }
    }
    return false;
  }

  /** The whole number. */
  public Optional<Long> number(String path) {
    return text(path)
        .map(
            text -> {
              try {
                return new BigDecimal(text.strip()).longValueExact();
              } catch (ArithmeticException | NumberFormatException _) {
                throw new NotKnown(path + " is not a whole number");
              }
            });
  }

  /** The texts of a list, or of one text; empty where absent. */
  public List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    value(path).ifPresent(value -> collect(value, texts));
    return texts;
  }

  private static void collect(Value value, List<String> texts) {
    if (value instanceof Value.Items items) {
      items.values().forEach(item -> collect(item, texts));
    } else {
      textOf(value).ifPresent(texts::add);
    }
  }

  /** Whether any text of a list satisfies the condition; decided by what is known where that is enough. */
  public boolean anyText(String path, Predicate<String> condition) {
    return switch (value(path).orElse(Value.Items.EMPTY)) {
      case Value.Items items ->
          Known.any(items.values(), item -> textOf(item).filter(condition).isPresent());
      case Value other -> textOf(other).filter(condition).isPresent();
    };
  }

  /**
   * The blocks of that name, none where absent. A block that is not known is a document all of which is not
   * known.
   *
   * @throws NotKnown where it is not known how many there are
   */
  public List<Document> blocks(String path) {
    Optional<Value> value = value(path);
    if (value.isEmpty()) {
      return List.of();
    }
    List<Document> blocks = new ArrayList<>();
    if (value.get() instanceof Value.Items items) {
      for (Value item : items.values()) {
        addBlocks(item, blocks);
      }
    } else {
      addBlocks(value.get(), blocks);
    }
    return blocks;
  }

  private static void addBlocks(Value value, List<Document> blocks) {
    switch (value) {
      case Value.Fields _, Value.Unknown _ -> blocks.add(new Document(value));
      case Value.Items items -> items.values().forEach(item -> addBlocks(item, blocks));
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Secret _ -> {}
    }
  }

  /**
   * The first block of that name; an empty document where there is none, and one of which nothing is known
   * where that is not known. Never throws.
   */
  public Document block(String path) {
    Value found = walk(path);
    Value block = found == null ? null : first(found);
    return switch (block) {
      case Value.Fields fields -> new Document(fields);
      case Value.Unknown unknown -> unknown.isLeftToProvider() ? EMPTY : new Document(unknown);
      case Value.Secret secret -> new Document(secret);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _ -> EMPTY;
      case null -> EMPTY;
    };
  }

  /**
   * The first block of a name that must be given: without it the provider refuses the whole. So where it is not known
   * whether it is there, it says what it would say.
   */
  public Document requiredBlock(String path) {
    Value found = walk(path);
    return found instanceof Value.Unknown unknown && !unknown.ifPresent().values().isEmpty()
        ? new Document(unknown.ifPresent().values().getFirst())
        : block(path);
  }

  /** The names of an object's fields. */
  public List<String> names(String path) {
    return value(path).filter(Value.Fields.class::isInstance).stream()
        .flatMap(value -> ((Value.Fields) value).values().keySet().stream())
        .toList();
  }

  /** A JSON document, standing as such or as text. */
  public Optional<Document> json(String path) {
    return value(path)
        .map(
            value -> {
              if (value instanceof Value.Text text) {
                try {
                  return new Document(ValueJson.parse(text.value()));
                } catch (JacksonException _) {
                  throw new NotKnown(path + " is not a JSON document");
                }
              }
              return new Document(value);
            });
  }

  /** Whether the document as a whole is not known. */
  public boolean isUnknown() {
    return root instanceof Value.Unknown;
  }
}
