package roadbed.collect.terraform.expression;

import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/** What names mean where an expression stands. */
public interface Scope {

  /**
   * The value of a reference.
   *
   * @param root its first name, for example {@code var} or {@code aws_s3_bucket}
   * @param path its further steps: a {@link Value.Text} for a name or text key, a {@link Value.Whole} for a
   *     number, a {@link Value.Unknown} for a key that is not known
   * @throws Undecided where it is wrong, so that {@code try} and {@code can} can tell
   */
  Value resolve(String root, List<Value> path);

  /**
   * The further steps to each element of a reference that stands for many things, as keys of steps, so that
   * {@code aws_subnet.all[*].id} is known for each as far as it can be; empty where it is a plain value.
   */
  default Optional<List<Value>> elements(String root, List<Value> path) {
    return Optional.empty();
  }

  /** The files that functions such as {@code file} and {@code templatefile} may read. */
  default FileTree files() {
    return FileTree.NONE;
  }

  /** A scope in which nothing is declared. */
  Scope NOTHING =
      (root, _) -> {
        throw Undecided.wrong(root + " is not declared here");
      };
}
