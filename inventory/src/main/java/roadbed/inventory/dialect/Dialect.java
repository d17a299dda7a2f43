package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One dialect: the tables of its types, and what all its types have in common. Types are found whatever their case,
 * because Azure writes them as it likes.
 */
public final class Dialect {
  private final String name;
  private final Predicate<String> speaks;
  private final Shape common;
  private final Map<String, Translation> tables = new HashMap<>();
  private final List<Translation> inOrder = new ArrayList<>();

  /**
   * A dialect without types.
   *
   * @param name what the docs call it
   * @param speaks whether a type, in lower case, is of this dialect
   * @param common what all types have in common, for example the identifier and the tags
   */
  public Dialect(String name, Predicate<String> speaks, UnaryOperator<Shape> common) {
    this.name = name;
    this.speaks = speaks;
    this.common = common.apply(Shape.of());
  }

  /** Adds tables. */
  public Dialect add(Translation... translations) {
    for (Translation translation : translations) {
      translation.and(common);
      if (tables.put(translation.source().toLowerCase(Locale.ROOT), translation) != null) {
        throw new IllegalStateException("two tables for " + translation.source());
      }
      inOrder.add(translation);
    }
    return this;
  }

  /** Whether a type has a table. */
  public boolean hasTable(String type) {
    return tables.containsKey(type.toLowerCase(Locale.ROOT));
  }

  /** What the docs call it. */
  public String name() {
    return name;
  }

  /** All tables, in the order they were added. */
  public List<Translation> tables() {
    return List.copyOf(inOrder);
  }

  /** The table of a type; one of what all have in common where the type is this dialect's and has none of its own. */
  Optional<Translation> of(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    Translation table = tables.get(lower);
    if (table != null) {
      return Optional.of(table);
    }
    return speaks.test(lower) ? Optional.of(Translation.of(type, type, shape -> shape.and(common))) : Optional.empty();
  }
}
