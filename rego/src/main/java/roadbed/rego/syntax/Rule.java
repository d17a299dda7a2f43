package roadbed.rego.syntax;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One definition of a rule: a head and a body; several bodies in a row are several definitions.
 *
 * @param isDefault whether it began with {@code default}
 * @param body empty where there is none
 * @param orElse what {@code else} adds
 */
public record Rule(Location at, boolean isDefault, Head head, List<Statement> body, @Nullable Rule orElse) {
  public Rule {
    body = List.copyOf(body);
  }

  /**
   * What a rule defines.
   *
   * @param name the first name of the reference
   * @param path what follows the name
   * @param args the parameters; null where the rule is no function
   * @param key what {@code contains} adds to a set
   * @param value the value; null where none was written
   * @param marks the words and signs of its form
   */
  public record Head(
      Location at,
      String name,
      List<Term> path,
      @Nullable List<Term> args,
      @Nullable Term key,
      @Nullable Term value,
      Set<Mark> marks) {
    public Head {
      path = List.copyOf(path);
      args = args == null ? null : List.copyOf(args);
      marks = Set.copyOf(marks);
    }

    Head with(List<Term> newPath, @Nullable Term newKey) {
      return new Head(at, name, newPath, args, newKey, value, marks);
    }

    Head with(Mark mark) {
      Set<Mark> more = EnumSet.of(mark);
      more.addAll(marks);
      return new Head(at, name, path, args, key, value, more);
    }
  }

  /** What a head may be written with. */
  public enum Mark {
    /** {@code :=} before the value, and not {@code =}. */
    ASSIGN,
    /** {@code contains} before the key. */
    CONTAINS,
    /** {@code if} before the body. */
    IF
  }
}
