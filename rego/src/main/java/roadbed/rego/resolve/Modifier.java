package roadbed.rego.resolve;

import java.util.List;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/** One {@code with}: what is replaced, and by what. */
public record Modifier(Location at, Target target, Replacement replacement) {
  /** What is replaced. */
  public sealed interface Target {}

  /** A part of the input; all of it where the path is empty. */
  public record InputTarget(List<Value> path) implements Target {}

  /** A part of data, base and virtual. */
  public record DataTarget(List<Value> path) implements Target {}

  /** A function. */
  public record FunctionTarget(Callee callee) implements Target {}

  /** What comes in its place. */
  public sealed interface Replacement {}

  /** A value. */
  public record ByValue(Node node) implements Replacement {}

  /** Another function. */
  public record ByFunction(Callee callee) implements Replacement {}
}
