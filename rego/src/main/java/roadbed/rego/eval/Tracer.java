package roadbed.rego.eval;

import roadbed.rego.ir.Mark;
import roadbed.rego.value.Value;

/**
 * Is told of what an interpreter does at the marks of a program. A program is planned with marks only on request, so
 * others cost nothing. The calls nest: what begins between a mark's beginning and its end comes after it or is a part
 * of it.
 */
public interface Tracer {
  /**
   * The evaluation comes to a mark.
   *
   * @param slots the values of the frame, not to be kept
   */
  void begin(Mark mark, Value[] slots);

  /**
   * The evaluation comes back: there are no more solutions from the mark on, or no more are wanted.
   *
   * @param stopped whether no more were wanted
   */
  void end(Mark mark, Value[] slots, boolean stopped);
}
