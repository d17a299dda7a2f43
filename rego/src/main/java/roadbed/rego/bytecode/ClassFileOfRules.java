package roadbed.rego.bytecode;

import java.util.List;
import java.util.Map;
import roadbed.rego.ir.TreeNode;

/**
 * A class file with what it needs.
 *
 * @param constants what the class finds as its class data
 * @param entries where each place's code is
 */
record ClassFileOfRules(byte[] bytes, List<Object> constants, Map<TreeNode, Integer> entries) {}
