package roadbed.rego.bytecode;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Join;
import roadbed.rego.ir.Operand;
import roadbed.rego.ir.Step;

/** What the steps of a block use, and how large their code is about to be. */
final class Uses {
  /** What a part of a block needs from outside. */
  record Needs(TreeSet<Integer> slots, TreeSet<Integer> collectors, TreeSet<Integer> saved) {}

  private final Set<Integer> read = new HashSet<>();
  private final IdentityHashMap<Step, Integer> weights = new IdentityHashMap<>();

  Uses(Block body) {
    Search search = new Search();
    search.block(body, 0);
    read.addAll(search.reads);
  }

  /** Whether any step reads a slot. */
  boolean isRead(int slot) {
    return read.contains(slot);
  }

  static Needs needs(Block block, int from) {
    Search search = new Search();
    search.block(block, from);
    TreeSet<Integer> slots = new TreeSet<>(search.reads);
    slots.removeAll(search.writes);
    TreeSet<Integer> collectors = new TreeSet<>(search.collects);
    collectors.removeAll(search.begins);
    TreeSet<Integer> saved = new TreeSet<>(search.leaves);
    saved.removeAll(search.enters);
    return new Needs(slots, collectors, saved);
  }

  /** About how many bytes the code of a step takes, with all that is in it. */
  int weight(Step step) {
    Integer known = weights.get(step);
    if (known == null) {
      known =
          switch (step) {
            case Step.Input input -> 8 + 12 * input.path().size();
            case Step.CallNative call -> 26 + 6 * call.args().size();
            case Step.CallFunction call -> 44 + 10 * call.args().size();
            case Step.MakeArray make -> 16 + 8 * make.items().size();
            case Step.MakeSet make -> 16 + 8 * make.items().size();
            case Step.MakeObject make -> 30 + 16 * make.keys().size();
            case Step.Entry entry -> 30 + 8 * entry.path().size();
            case Step.Solution solution -> 20 + 8 * solution.values().size();
            case Step.Extent extent -> 30 + 8 * extent.known().size();
            case Step.Tree tree -> 30 + 8 * tree.path().size();
            case Step.Scan scan -> 60 + joining(scan) + weight(scan.body());
            case Step.TreeScan scan -> 80 + weight(scan.body());
            case Step.CallRelation call -> 80 + weight(call.body());
            case Step.Walk walk -> 60 + weight(walk.body());
            case Step.Absent absent -> 6 + weight(absent.body());
            case Step.ForAll every -> 60 + weight(every.body());
            case Step.Collect collect -> 24 + weight(collect.body());
            case Step.With with -> 10 + 24 * with.replacements().size() + weight(with.body());
            case Step.Leave leave -> weight(leave.body());
            case Step.Marked marked -> weight(marked.body());
            case Step.Base base -> 14 + base.path().size();
            case Step.Get _,
                Step.Document _,
                Step.Equal _,
                Step.Compare _,
                Step.Truthy _,
                Step.IsArray _,
                Step.IsObject _,
                Step.Never _,
                Step.Found _,
                Step.Add _,
                Step.Put _,
                Step.Result _,
                Step.Member _ ->
                18;
          };
      weights.put(step, known);
    }
    return known;
  }

  private static int joining(Step.Scan scan) {
    Join join = scan.join();
    return join == null ? 0 : 40 + 10 * join.outside().size();
  }

  private int weight(Block block) {
    int sum = 3;
    for (int i = 0; i < block.size(); i++) {
      sum += weight(block.step(i));
    }
    return sum;
  }

  private static final class Search {
    final Set<Integer> reads = new HashSet<>();
    final Set<Integer> writes = new HashSet<>();
    final Set<Integer> collects = new HashSet<>();
    final Set<Integer> begins = new HashSet<>();
    final Set<Integer> leaves = new HashSet<>();
    final Set<Integer> enters = new HashSet<>();

    void block(Block block, int from) {
      for (int i = from; i < block.size(); i++) {
        step(block.step(i));
      }
    }

    private void read(Operand operand) {
      if (operand instanceof Operand.Slot slot) {
        reads.add(slot.index());
      }
    }

    private void read(List<Operand> operands) {
      operands.forEach(this::read);
    }

    private void step(Step step) {
      switch (step) {
        case Step.Input s -> writes.add(s.to());
        case Step.Get s -> {
          read(s.from());
          read(s.key());
          writes.add(s.to());
        }
        case Step.Base s -> writes.add(s.to());
        case Step.Document s -> writes.add(s.to());
        case Step.Extent s -> {
          read(s.known());
          writes.add(s.to());
        }
        case Step.Tree s -> {
          read(s.path());
          writes.add(s.to());
        }
        case Step.MakeArray s -> {
          read(s.items());
          writes.add(s.to());
        }
        case Step.MakeSet s -> {
          read(s.items());
          writes.add(s.to());
        }
        case Step.MakeObject s -> {
          read(s.keys());
          read(s.values());
          writes.add(s.to());
        }
        case Step.CallNative s -> {
          read(s.args());
          writes.add(s.to());
        }
        case Step.CallFunction s -> {
          read(s.args());
          writes.add(s.to());
        }
        case Step.Equal s -> {
          read(s.left());
          read(s.right());
        }
        case Step.Compare s -> {
          read(s.left());
          read(s.right());
        }
        case Step.Truthy s -> read(s.value());
        case Step.IsArray s -> read(s.value());
        case Step.IsObject s -> read(s.value());
        case Step.Never _, Step.Found _ -> {
          // Uses nothing.
        }
        case Step.Scan s -> {
          read(s.collection());
          writes.add(s.key());
          writes.add(s.value());
          block(s.body(), 0);
        }
        case Step.TreeScan s -> {
          read(s.path());
          writes.add(s.key());
          block(s.body(), 0);
        }
        case Step.CallRelation s -> {
          read(s.args());
          writes.add(s.to());
          block(s.body(), 0);
        }
        case Step.Walk s -> {
          read(s.of());
          writes.add(s.path());
          writes.add(s.value());
          block(s.body(), 0);
        }
        case Step.Marked s -> block(s.body(), 0);
        case Step.Absent s -> block(s.body(), 0);
        case Step.ForAll s -> {
          read(s.collection());
          writes.add(s.key());
          writes.add(s.value());
          block(s.body(), 0);
        }
        case Step.Collect s -> {
          begins.add(s.collector());
          writes.add(s.to());
          block(s.body(), 0);
        }
        case Step.With s -> {
          enters.add(s.saved());
          for (Step.Replacement replacement : s.replacements()) {
            switch (replacement) {
              case Step.ReplaceInput input -> read(input.value());
              case Step.ReplaceData data -> read(data.value());
              case Step.ReplaceFunction function -> {
                Operand value = function.value();
                if (value != null) {
                  read(value);
                }
              }
            }
          }
          block(s.body(), 0);
        }
        case Step.Leave s -> {
          leaves.add(s.saved());
          block(s.body(), 0);
        }
        case Step.Add s -> {
          collects.add(s.collector());
          read(s.value());
        }
        case Step.Put s -> {
          collects.add(s.collector());
          read(s.key());
          read(s.value());
        }
        case Step.Result s -> read(s.value());
        case Step.Member s -> read(s.value());
        case Step.Entry s -> {
          read(s.path());
          read(s.value());
        }
        case Step.Solution s -> read(s.values());
      }
    }
  }
}
