package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import roadbed.model.Value;

/**
 * How an object of another dialect reads in Terraform's shape: its rules, in order. Of two rules for one attribute the
 * first that finds something counts; blocks of one name come one after the other.
 */
public final class Shape {
  /** One line of the table. */
  sealed interface Rule {
    /** A property becomes an attribute. */
    record Move(Path from, Path to, Transform how) implements Rule {}

    /** An object, or each object of a list, becomes a block. */
    record Block(Path from, Path to, Shape inner) implements Rule {}

    /** An attribute that the dialect says by what it is, or, where the path is given, by saying nothing there. */
    record Fixed(Path unless, Path to, Value value) implements Rule {}
  }

  private final List<Rule> rules = new ArrayList<>();

  Shape() {}

  /** Nothing. */
  public static Shape of() {
    return new Shape();
  }

  /** The property is that attribute. */
  public Shape is(String property, String attribute) {
    return is(property, attribute, Transform.AS_IS);
  }

  /** The property is that attribute, its value transformed. */
  public Shape is(String property, String attribute, Transform how) {
    rules.add(new Rule.Move(Path.parse(property), Path.parse(attribute), how));
    return this;
  }

  /** Each property is the attribute that has its name in Terraform's way of writing it. */
  public Shape same(String... properties) {
    for (String property : properties) {
      is(property, Transform.snake(property));
    }
    return this;
  }

  /** The object, or each object of the list, is a block of that name. */
  public Shape block(String property, String block, UnaryOperator<Shape> inner) {
    rules.add(new Rule.Block(Path.parse(property), Path.parse(block), inner.apply(new Shape())));
    return this;
  }

  /** The attribute has that value whatever the document says. */
  public Shape always(String attribute, Value value) {
    rules.add(new Rule.Fixed(Path.parse(""), Path.parse(attribute), value));
    return this;
  }

  /** Where the property is absent the attribute has that value. */
  public Shape absentMeans(String property, String attribute, Value value) {
    rules.add(new Rule.Fixed(Path.parse(property), Path.parse(attribute), value));
    return this;
  }

  /** Rules about what lies at a path, for attributes that lie where all others do. */
  public Shape within(String path, UnaryOperator<Shape> inner) {
    Path around = Path.parse(path);
    for (Rule rule : inner.apply(new Shape()).rules) {
      rules.add(
          switch (rule) {
            case Rule.Move move -> new Rule.Move(around.then(move.from), move.to, move.how);
            case Rule.Block block -> new Rule.Block(around.then(block.from), block.to, block.inner);
            case Rule.Fixed fixed ->
                fixed.unless.steps().isEmpty() ? fixed : new Rule.Fixed(around.then(fixed.unless), fixed.to, fixed.value);
          });
    }
    return this;
  }

  /** All rules of another shape, after these. */
  public Shape and(Shape more) {
    addAll(more);
    return this;
  }

  void addAll(Shape more) {
    rules.addAll(more.rules);
  }

  List<Rule> rules() {
    return rules;
  }
}
