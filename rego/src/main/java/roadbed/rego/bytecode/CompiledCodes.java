package roadbed.rego.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import roadbed.rego.eval.Code;
import roadbed.rego.eval.Codes;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.Program;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.TreeNode;

/**
 * The code of a program, compiled when it has become hot or when somebody asks.
 *
 * <p>Places are compiled in batches, one class for many: a class of its own for each would take more memory than its code.
 */
public final class CompiledCodes extends Codes {
  /** What a place has to run until it is compiled: rules and iterations, interpreted. */
  private static final int HOT = 20_000;

  /** The most that goes into one class; a switch over its entries must not be too large to be compiled itself. */
  private static final int MOST_ENTRIES = 200;

  private static final int MOST_STEPS = 2_500;

  private final List<TreeNode> all = new ArrayList<>();
  private final long[] heat;
  private final boolean[] tried;
  private final ReentrantLock compiling = new ReentrantLock();
  private final List<Integer> classes = new ArrayList<>();

  public CompiledCodes(Program program) {
    super(program.places());
    heat = new long[program.places()];
    tried = new boolean[program.places()];
    collect(program.root());
  }

  private void collect(TreeNode node) {
    if (node.kind() != null) {
      all.add(node);
    }
    node.children().values().forEach(this::collect);
  }

  /** Compiles all that is not compiled yet. */
  public void compileAll() {
    compiling.lock();
    try {
      compile(all);
    } finally {
      compiling.unlock();
    }
  }

  /** Compiles a query. */
  public static Code compile(QueryPlan query) {
    ClassFileOfRules file = ClassEmitter.query(query);
    return Code.define(file.bytes(), file.constants());
  }

  /** The sizes of the classes that were made, in bytes. */
  public List<Integer> classSizes() {
    compiling.lock();
    try {
      return List.copyOf(classes);
    } finally {
      compiling.unlock();
    }
  }

  @Override
  protected void ran(TreeNode node, long steps) {
    // Counts of several threads may be lost; nothing depends on them but when.
    long now = heat[node.index()] + steps + 1;
    heat[node.index()] = now;
    if (now >= HOT && !tried[node.index()] && compiling.tryLock()) {
      try {
        compile(all.stream().filter(other -> heat[other.index()] > 0).toList());
      } finally {
        compiling.unlock();
      }
    }
  }

  private void compile(List<TreeNode> nodes) {
    List<TreeNode> batch = new ArrayList<>();
    int entries = 0;
    int steps = 0;
    for (TreeNode node : nodes) {
      if (tried[node.index()]) {
        continue;
      }
      tried[node.index()] = true;
      batch.add(node);
      entries += Math.max(1, node.plans().size());
      steps += steps(node);
      if (entries >= MOST_ENTRIES || steps >= MOST_STEPS) {
        define(batch);
        batch.clear();
        entries = 0;
        steps = 0;
      }
    }
    define(batch);
  }

  /** A class that cannot be made, because it is too large after all, leaves its rules to the interpreter. */
  private void define(List<TreeNode> batch) {
    if (batch.isEmpty()) {
      return;
    }
    ClassFileOfRules file;
    try {
      file = ClassEmitter.rules(batch);
    } catch (IllegalArgumentException e) {
      if (batch.size() > 1) {
        batch.forEach(node -> define(List.of(node)));
      }
      return;
    }
    Code code = Code.define(file.bytes(), file.constants());
    classes.add(file.bytes().length);
    file.entries().forEach((node, entry) -> put(node, new Unit(code, entry)));
  }

  private static int steps(TreeNode node) {
    int sum = 0;
    for (Plan plan : node.plans()) {
      for (Plan each = plan; each != null; each = each.orElse()) {
        sum += steps(each.body());
      }
    }
    return sum;
  }

  private static int steps(Block block) {
    int sum = 0;
    for (int i = 0; i < block.size(); i++) {
      Block body = block.step(i).body();
      sum += 1 + (body == null ? 0 : steps(body));
    }
    return sum;
  }

  /** Whether a query is worth a class: one that only looks up a document is not. */
  public static boolean isWorthIt(QueryPlan query) {
    return steps(query.plan().body()) > 3;
  }
}
