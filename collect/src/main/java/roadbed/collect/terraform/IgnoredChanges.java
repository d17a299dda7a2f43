package roadbed.collect.terraform;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Parsed;
import roadbed.collect.terraform.hcl.Block;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.Value;

/** Which attributes of a resource may differ from what the code says, by its {@code lifecycle}. */
final class IgnoredChanges {
  private static final String ALL = "all";

  private IgnoredChanges() {}

  /**
   * The paths of the attributes, a line each, without positions of blocks; {@code *} where all may differ, empty where
   * nothing is said.
   */
  static Optional<String> of(Body body) {
    return Stream.concat(
            body.blocks("lifecycle").stream().map(Block::body).flatMap(block -> block.value("ignore_changes").stream()),
            body.value("lifecycle").stream().flatMap(IgnoredChanges::written))
        .map(IgnoredChanges::paths)
        .filter(paths -> !paths.isEmpty())
        .findFirst();
  }

  /** In JSON syntax a block is an object, or a list of them. */
  private static Stream<Expression> written(Expression lifecycle) {
    return switch (lifecycle) {
      case Expression.ObjectOf object ->
          object.entries().stream()
              .filter(entry -> entry.key().equals(new Expression.Literal(new Value.Text("ignore_changes"))))
              .map(Expression.Entry::value);
      case Expression.TupleOf tuple -> tuple.items().stream().flatMap(IgnoredChanges::written);
      default -> Stream.empty();
    };
  }

  private static String paths(Expression ignored) {
    List<Expression> all = ignored instanceof Expression.TupleOf tuple ? tuple.items() : List.of(ignored);
    return all.stream()
        .flatMap(one -> path(one).stream())
        .map(path -> path.equals(ALL) && !(ignored instanceof Expression.TupleOf) ? "*" : path)
        .collect(Collectors.joining("\n"));
  }

  private static Optional<String> path(Expression expression) {
    return switch (expression) {
      case Expression.Root root -> Optional.of(root.name());
      case Expression.Attribute attribute -> path(attribute.of()).map(of -> of + "." + attribute.name());
      case Expression.Index(Expression of, Expression.Literal(Value.Text(String key))) -> path(of).map(path -> path + "." + key);
      case Expression.Index index -> path(index.of());
      case Expression.Literal(Value.Text(String text)) ->
          ExpressionParser.expression(text) instanceof Parsed.Good(Expression inner) && !(inner instanceof Expression.Literal)
              ? path(inner)
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
