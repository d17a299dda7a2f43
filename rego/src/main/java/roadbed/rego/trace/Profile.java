package roadbed.rego.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.eval.Tracer;
import roadbed.rego.ir.Mark;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/** How often statements were tried and how long they took, without what they waited for. For one thread. */
public final class Profile implements Tracer {
  /**
   * What is known of one statement.
   *
   * @param nanos its own time, without the statements after it and the rules that it needed
   * @param evaluations how often it was come to
   * @param again how often another solution of it was looked for
   */
  public record Entry(Location at, String text, long nanos, int evaluations, int again) {}

  private static final class Sum {
    final Mark mark;
    long nanos;
    int evaluations;
    int again;

    Sum(Mark mark) {
      this.mark = mark;
    }
  }

  private final Map<Location, Sum> sums = new HashMap<>();
  private final Deque<Sum> open = new ArrayDeque<>();
  private long since = System.nanoTime();

  @Override
  public void begin(Mark mark, Value[] slots) {
    spend();
    if (mark.kind() == Mark.Kind.STATEMENT) {
      Sum sum = sums.computeIfAbsent(mark.at(), _ -> new Sum(mark));
      sum.evaluations++;
      open.push(sum);
    }
  }

  @Override
  public void end(Mark mark, Value[] slots, boolean stopped) {
    spend();
    if (mark.kind() == Mark.Kind.STATEMENT) {
      open.poll();
    }
    Sum around = open.peek();
    if (mark.kind() != Mark.Kind.RULE && !mark.first() && !stopped && around != null) {
      around.again++;
    }
  }

  /** The time since the last mark belongs to the statement that is innermost. */
  private void spend() {
    long now = System.nanoTime();
    @Nullable Sum top = open.peek();
    if (top != null) {
      top.nanos += now - since;
    }
    since = now;
  }

  /** The statements, those that took longest first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    sums.forEach(
        (at, sum) -> entries.add(new Entry(at, sum.mark.text(), sum.nanos, sum.evaluations, sum.again)));
    entries.sort(Comparator.comparingLong(Entry::nanos).reversed().thenComparing(entry -> entry.at().toString()));
    return entries;
  }
}
