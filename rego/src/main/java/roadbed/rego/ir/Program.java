package roadbed.rego.ir;

/**
 * All rules of a policy, ready to run.
 *
 * @param places how many numbered places the tree has
 */
public record Program(TreeNode root, int places) {}
