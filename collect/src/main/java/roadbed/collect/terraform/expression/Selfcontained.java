package roadbed.collect.terraform.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether an expression refers to nothing but variables, locals and what is around it. */
final class Selfcontained {
  private static final Set<String> PLAIN = Set.of("var", "local", "each", "count", "path", "terraform");

  private Selfcontained() {}

  /** Whether it is; {@code bound} says which further names are plain values here. */
  static boolean is(Expression expression, Predicate<String> bound) {
    return switch (expression) {
      case Expression.Literal _, Expression.Element _ -> true;
      case Expression.Root root -> PLAIN.contains(root.name()) || bound.test(root.name());
      case Expression.Template template -> all(template.parts(), bound);
      case Expression.Attribute attribute -> is(attribute.of(), bound);
      case Expression.Index index -> is(index.of(), bound) && is(index.key(), bound);
      case Expression.Splat splat -> is(splat.of(), bound) && is(splat.each(), bound);
      case Expression.Conditional conditional ->
          all(List.of(conditional.condition(), conditional.then(), conditional.otherwise()), bound);
      case Expression.Binary binary -> is(binary.left(), bound) && is(binary.right(), bound);
      case Expression.Not not -> is(not.operand(), bound);
      case Expression.Negative negative -> is(negative.operand(), bound);
      case Expression.Call call -> all(call.arguments(), bound);
      case Expression.TupleOf tuple -> all(tuple.items(), bound);
      case Expression.ObjectOf object ->
          object.entries().stream().allMatch(entry -> is(entry.key(), bound) && is(entry.value(), bound));
      case Expression.TemplateFor loop -> {
        Predicate<String> inner = with(bound, loop.key(), loop.value());
        yield is(loop.collection(), bound) && is(loop.body(), inner);
      }
      case Expression.ForTuple loop -> {
        Predicate<String> inner = with(bound, loop.key(), loop.value());
        yield is(loop.collection(), bound)
            && is(loop.body(), inner)
            && loop.condition().stream().allMatch(condition -> is(condition, inner));
      }
      case Expression.ForObject loop -> {
        Predicate<String> inner = with(bound, loop.key(), loop.value());
        yield is(loop.collection(), bound)
            && is(loop.newKey(), inner)
            && is(loop.body(), inner)
            && loop.condition().stream().allMatch(condition -> is(condition, inner));
      }
    };
  }

  private static boolean all(List<Expression> expressions, Predicate<String> bound) {
    return expressions.stream().allMatch(expression -> is(expression, bound));
  }

  private static Predicate<String> with(Predicate<String> bound, Optional<String> key, String value) {
    return name -> name.equals(value) || key.filter(name::equals).isPresent() || bound.test(name);
  }
}
