package roadbed.collect.terraform.hcl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.terraform.expression.Expression;
import roadbed.model.Value;

/**
 * What stands in a block or file.
 *
 * @param attributes by name, in their order
 * @param blocks in their order
 */
public record Body(Map<String, Attribute> attributes, List<Block> blocks) {
  /** A body in which nothing stands. */
  public static final Body EMPTY = new Body(Map.of(), List.of());

  public Body {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    blocks = List.copyOf(blocks);
  }

  /** What an attribute is set to. */
  public Optional<Expression> value(String name) {
    return Optional.ofNullable(attributes.get(name)).map(Attribute::value);
  }

  /** The text of an attribute that is written out. */
  public Optional<String> text(String name) {
    return value(name).flatMap(Body::text);
  }

  private static Optional<String> text(Expression value) {
    return value instanceof Expression.Literal(Value.Text(String text)) ? Optional.of(text) : Optional.empty();
  }

  /** Whether an attribute is written out as true. */
  public boolean isTrue(String name) {
    return value(name).filter(value -> value instanceof Expression.Literal(Value.Bool(boolean truth)) && truth).isPresent();
  }

  /** Whether an attribute of this name is set. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** The blocks of a type. */
  public List<Block> blocks(String type) {
    return blocks.stream().filter(block -> block.type().equals(type)).toList();
  }

  /**
   * This body as another one changes it: its attributes take the place of those of the same name, and its blocks,
   * dynamic ones as well, that of all blocks and attributes of their type.
   */
  public Body changedBy(Body change) {
    Set<String> replaced = new HashSet<>(change.attributes.keySet());
    change.blocks.forEach(block -> replaced.add(block.makes()));
    Map<String, Attribute> changed = new LinkedHashMap<>(attributes);
    change.blocks.forEach(block -> changed.remove(block.makes()));
    changed.putAll(change.attributes);
    List<Block> all = new ArrayList<>(blocks);
    all.removeIf(block -> replaced.contains(block.makes()));
    all.addAll(change.blocks);
    return new Body(changed, all);
  }
}
