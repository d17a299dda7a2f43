package roadbed.rego;

/** What runs a policy. All give the same answers. */
public enum Machine {
  /** Step by step: ready at once. */
  INTERPRETER,
  /** Compiled to bytecode before the first evaluation. */
  BYTECODE,
  /** Interpreted at first; what has run often is compiled. */
  TIERED
}
