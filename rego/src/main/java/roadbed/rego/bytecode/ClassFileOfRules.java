package roadbed.rego.bytecode;

import java.util.List;
import java.util.Map;
import roadbed.rego.ir.TreeNode;

/** A class file with what it needs. */
final class ClassFileOfRules {
  private final byte[] bytes;
  private final List<Object> constants;
  private final Map<TreeNode, Integer> entries;

  /**
   * A class file.
   *
   * @param constants what the class finds as its class data
   * @param entries where each place's code is
   */
  ClassFileOfRules(byte[] bytes, List<Object> constants, Map<TreeNode, Integer> entries) {
    this.bytes = bytes;
    this.constants = constants;
    this.entries = entries;
  }

  byte[] bytes() {
    return bytes;
  }

  List<Object> constants() {
    return constants;
  }

  Map<TreeNode, Integer> entries() {
    return entries;
  }
}
