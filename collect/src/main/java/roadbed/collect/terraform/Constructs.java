package roadbed.collect.terraform;

import java.util.Optional;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.hcl.Body;
import roadbed.model.Value;

/**
 * Which construct of a program a block was synthesised from: CDK for Terraform notes its path in the comment of each
 * block, {@code {"//": {"metadata": {"path": "prod/web/bucket"}}}}.
 */
final class Constructs {
  private static final int LONGEST = 1_000;

  private Constructs() {}

  /** The path of a block's construct; empty where none is noted. */
  static Optional<String> path(Body body) {
    return body.value(JsonConfiguration.COMMENT)
        .filter(Expression.Literal.class::isInstance)
        .map(comment -> ((Expression.Literal) comment).value())
        .filter(Value.Fields.class::isInstance)
        .flatMap(comment -> ((Value.Fields) comment).at("metadata", "path"))
        .filter(Value.Text.class::isInstance)
        .map(path -> ((Value.Text) path).value())
        .filter(path -> !path.isBlank() && path.length() <= LONGEST);
  }
}
