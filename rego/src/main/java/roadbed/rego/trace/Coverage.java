package roadbed.rego.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import roadbed.rego.eval.Tracer;
import roadbed.rego.ir.Landmarks;
import roadbed.rego.ir.Mark;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Statement;
import roadbed.rego.value.Value;

/**
 * Which lines evaluations came to: a rule's first line where the rule held, a statement's where it was tried. Safe to
 * share between threads.
 */
public final class Coverage implements Tracer {
  private final Map<Mark, Boolean> hits = new ConcurrentHashMap<>();

  /**
   * Lines from one to another, both included.
   *
   * @param first from 1
   */
  public record Range(int first, int last) {
    int lines() {
      return last - first + 1;
    }
  }

  /** One file's lines that say something: those come to, and those not. */
  public record FileReport(List<Range> covered, List<Range> notCovered) {
    public int coveredLines() {
      return covered.stream().mapToInt(Range::lines).sum();
    }

    public int notCoveredLines() {
      return notCovered.stream().mapToInt(Range::lines).sum();
    }

    /** The share of lines come to, in percent. */
    public double percent() {
      return share(coveredLines(), notCoveredLines());
    }
  }

  /** The files by name. */
  public record Report(SortedMap<String, FileReport> files) {
    public int coveredLines() {
      return files.values().stream().mapToInt(FileReport::coveredLines).sum();
    }

    public int notCoveredLines() {
      return files.values().stream().mapToInt(FileReport::notCoveredLines).sum();
    }

    /** The share of lines come to, in percent. */
    public double percent() {
      return share(coveredLines(), notCoveredLines());
    }
  }

  private static double share(int covered, int not) {
    return covered + not == 0 ? 0 : 100.0 * covered / (covered + not);
  }

  @Override
  public void begin(Mark mark, Value[] slots) {
    boolean counts =
        switch (mark.kind()) {
          case RULE -> false;
          case STATEMENT -> true;
          case END -> !mark.text().isEmpty();
        };
    if (counts && !hits.containsKey(mark)) {
      hits.put(mark, Boolean.TRUE);
    }
  }

  @Override
  public void end(Mark mark, Value[] slots, boolean stopped) {
    // What was come to stays so.
  }

  /** What was covered of these files. */
  public Report report(List<Module> modules) {
    Map<String, BitSet> covered = new TreeMap<>();
    for (Module module : modules) {
      covered.put(module.file(), new BitSet());
    }
    for (Mark mark : hits.keySet()) {
      BitSet lines = covered.get(mark.at().file());
      if (lines != null) {
        lines.set(mark.at().line());
      }
    }
    SortedMap<String, FileReport> files = new TreeMap<>();
    for (Module module : modules) {
      BitSet hit = covered.getOrDefault(module.file(), new BitSet());
      BitSet missed = new BitSet();
      Landmarks landmarks = Landmarks.of(List.of(module));
      for (Map.Entry<Location, Rule> rule : landmarks.rules().entrySet()) {
        missed.set(rule.getKey().line());
      }
      for (Statement statement : landmarks.statements()) {
        if (!(statement instanceof Statement.SomeVars || statement instanceof Statement.SomeIn)) {
          missed.set(statement.at().line());
        }
      }
      missed.andNot(hit);
      files.put(module.file(), new FileReport(ranges(hit), ranges(missed)));
    }
    return new Report(files);
  }

  private static List<Range> ranges(BitSet lines) {
    List<Range> ranges = new ArrayList<>();
    for (int first = lines.nextSetBit(0); first >= 0; first = lines.nextSetBit(lines.nextClearBit(first))) {
      ranges.add(new Range(first, lines.nextClearBit(first) - 1));
    }
    return ranges;
  }
}
