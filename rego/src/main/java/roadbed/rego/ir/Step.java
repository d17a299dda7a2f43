package roadbed.rego.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.resolve.Node;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/** One step of a block. A step with a block of its own that holds the rest of the body is the last of its block. */
public sealed interface Step {
  /** The block in it; null for most. */
  default @Nullable Block body() {
    return null;
  }

  // Values

  /** A part of the input; undefined where there is none. */
  record Input(int to, List<Value> path) implements Step {}

  /** One level down into a value. */
  record Get(int to, Operand from, Operand key) implements Step {}

  /** A part of the base document. */
  record Base(int to, List<Value> path) implements Step {}

  /** The value of a rule's place: of a complete rule, a set, or an object as a whole. */
  record Document(int to, TreeNode node) implements Step {}

  /** An object of rules, as far as it is needed to look up a path of which some is known. */
  record Extent(int to, TreeNode node, List<Operand> known) implements Step {}

  /** A place below an inner node of the tree, base and virtual documents merged. */
  record Tree(int to, TreeNode node, List<Operand> path) implements Step {}

  /** An array. */
  record MakeArray(int to, List<Operand> items) implements Step {}

  /** A set. */
  record MakeSet(int to, List<Operand> items) implements Step {}

  /** An object. */
  record MakeObject(int to, List<Operand> keys, List<Operand> values) implements Step {}

  // Calls

  /** A builtin; undefined where it gives nothing or refuses. */
  record CallNative(int to, Builtin builtin, List<Operand> args, Location at) implements Step {}

  /** A function of the policy. */
  record CallFunction(int to, TreeNode function, List<Operand> args, Location at) implements Step {}

  // Tests

  /** Both are equal. */
  record Equal(Operand left, Operand right) implements Step {}

  /** They compare so; an operator that cannot be replaced. */
  record Compare(Comparison how, Operand left, Operand right) implements Step {}

  /** How two values compare. */
  enum Comparison {
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /** It is not false. */
  record Truthy(Operand value) implements Step {}

  /** It is an array of this size. */
  record IsArray(Operand value, int size) implements Step {}

  /** It is an object with this many members. */
  record IsObject(Operand value, int size) implements Step {}

  /** Never defined. */
  record Never() implements Step {}

  // Loops

  /** All members of a collection; where there is a join, those that cannot be in it may be passed over. */
  record Scan(Operand collection, int key, int value, @Nullable Join join, Block body) implements Step {}

  /** All names at a place below an inner node of the tree. */
  record TreeScan(TreeNode node, List<Operand> path, int key, Block body) implements Step {}

  /** All solutions of a builtin that gives many. */
  record CallRelation(int to, Builtin builtin, List<Operand> args, Location at, Block body) implements Step {}

  /** A value and all that it consists of; a path of -1 is not wanted. */
  record Walk(int path, int value, Builtin builtin, Operand of, Location at, Block body) implements Step {}

  // Traces

  /** Runs the block and tells the evaluation's tracer; there only where marks were asked for. */
  record Marked(Mark mark, Block body) implements Step {}

  // Closures

  /** The block finds nothing. */
  record Absent(Block body) implements Step {}

  /** The block finds something for every member of a collection; a key of -1 is not wanted. */
  record ForAll(Operand collection, int key, int value, Block body) implements Step {}

  /** Collects what the block adds. */
  record Collect(int to, Node.Kind kind, int collector, Block body) implements Step {}

  // Replacement

  /** Runs the block with something replaced; what was before is kept for {@link Leave}. */
  record With(int saved, List<Replacement> replacements, Block body) implements Step {}

  /** Runs the block as if the replacement were not. */
  record Leave(int saved, Block body) implements Step {}

  // Results

  /** The closure has found something. */
  record Found() implements Step {}

  /** Adds to an array or set that is collected. */
  record Add(int collector, Operand value) implements Step {}

  /** Adds to an object that is collected. */
  record Put(int collector, Operand key, Operand value) implements Step {}

  /** The value of a complete rule or a function; asks to stop where another solution could only give the same. */
  record Result(Operand value, boolean stop) implements Step {}

  /** A member of a partial set. */
  record Member(Operand value, boolean stop) implements Step {}

  /** A value, or the member of a set, at a path of an object of rules. */
  record Entry(List<Operand> path, Operand value, boolean member, Location at) implements Step {}

  /** A solution of a query. */
  record Solution(List<Operand> values) implements Step {}

  /** What a {@link With} replaces. */
  sealed interface Replacement {}

  /** A part of the input. */
  record ReplaceInput(List<Value> path, Operand value) implements Replacement {}

  /** A part of data; the node is there where rules are replaced too. */
  record ReplaceData(List<Value> path, @Nullable TreeNode node, Operand value) implements Replacement {}

  /** A function, known by its builtin or its node, by a value or another function. */
  record ReplaceFunction(Object function, @Nullable Operand value, @Nullable Object by) implements Replacement {}
}
