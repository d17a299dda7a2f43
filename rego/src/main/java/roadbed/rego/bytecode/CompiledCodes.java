package roadbed.rego.bytecode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtins;
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

  /** The length of a key in bytes. */
  private static final int KEY = 32;

  private final TreeNode root;
  private final List<TreeNode> all = new ArrayList<>();
  private final long[] heat;
  private final boolean[] tried;
  private final ReentrantLock compiling = new ReentrantLock();
  private final List<Integer> classes = new ArrayList<>();

  public CompiledCodes(Program program) {
    super(program.places());
    root = program.root();
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

  /** Compiles a query; null for one that is too large for a class or too deep, which is interpreted then. */
  public static @Nullable Code compile(QueryPlan query) {
    try {
      ClassFileOfRules file = ClassEmitter.query(query);
      return Code.define(file.bytes(), file.constants());
    } catch (IllegalArgumentException | StackOverflowError _) {
      return null;
    }
  }

  /**
   * The classes of the whole program as bytes, under a key.
   *
   * @param source tells the program from others, and from itself before it was changed
   */
  public byte[] save(byte[] source) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(content)) {
      List<ClassFileOfRules> files = new ArrayList<>();
      batches(all).forEach(batch -> files.addAll(emit(batch)));
      out.writeInt(files.size());
      for (ClassFileOfRules file : files) {
        out.writeInt(file.bytes().length);
        out.write(file.bytes());
        ConstantTable.write(file.constants(), out);
        out.writeInt(file.entries().size());
        for (Map.Entry<TreeNode, Integer> entry : file.entries().entrySet()) {
          out.writeInt(entry.getKey().index());
          out.writeInt(entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] body = content.toByteArray();
    return ByteBuffer.allocate(KEY + body.length).put(key(source, body)).put(body).array();
  }

  /**
   * Takes over what was saved; whether it was saved by this engine, of this program, and is whole.
   *
   * @param builtins where builtins are found by name
   */
  public boolean load(byte[] saved, byte[] source, Builtins builtins) {
    if (saved.length < KEY) {
      return false;
    }
    byte[] body = Arrays.copyOfRange(saved, KEY, saved.length);
    if (!MessageDigest.isEqual(key(source, body), Arrays.copyOf(saved, KEY))) {
      return false;
    }
    Map<Integer, TreeNode> nodes = new HashMap<>();
    index(root, nodes);
    compiling.lock();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      for (int count = in.readInt(); count > 0; count--) {
        byte[] bytes = in.readNBytes(in.readInt());
        List<Object> constants = ConstantTable.read(in, nodes, builtins);
        Map<TreeNode, Integer> entries = new HashMap<>();
        for (int k = in.readInt(); k > 0; k--) {
          TreeNode node = Objects.requireNonNull(nodes.get(in.readInt()));
          entries.put(node, in.readInt());
          tried[node.index()] = true;
        }
        define(new ClassFileOfRules(bytes, constants, entries));
      }
      return true;
    } catch (IOException _) {
      return false;
    } finally {
      compiling.unlock();
    }
  }

  private static byte[] key(byte[] source, byte[] body) {
    MessageDigest digest = EngineVersion.newDigest();
    digest.update(EngineVersion.bytes());
    digest.update(source);
    return digest.digest(body);
  }

  private static void index(TreeNode node, Map<Integer, TreeNode> into) {
    into.put(node.index(), node);
    node.children().values().forEach(child -> index(child, into));
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
    List<TreeNode> fresh = nodes.stream().filter(node -> !tried[node.index()]).toList();
    fresh.forEach(node -> tried[node.index()] = true);
    batches(fresh).forEach(batch -> emit(batch).forEach(this::define));
  }

  private static List<List<TreeNode>> batches(List<TreeNode> nodes) {
    List<List<TreeNode>> batches = new ArrayList<>();
    List<TreeNode> batch = new ArrayList<>();
    int entries = 0;
    int steps = 0;
    for (TreeNode node : nodes) {
      batch.add(node);
      entries += Math.max(1, node.plans().size());
      steps += steps(node);
      if (entries >= MOST_ENTRIES || steps >= MOST_STEPS) {
        batches.add(batch);
        batch = new ArrayList<>();
        entries = 0;
        steps = 0;
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Emits a batch as one class; rules that are too large for any class, or too deep, are left to the interpreter. */
  private static List<ClassFileOfRules> emit(List<TreeNode> batch) {
    try {
      return List.of(ClassEmitter.rules(batch));
    } catch (IllegalArgumentException | StackOverflowError _) {
      return batch.size() == 1 ? List.of() : batch.stream().flatMap(node -> emit(List.of(node)).stream()).toList();
    }
  }

  private void define(ClassFileOfRules file) {
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
