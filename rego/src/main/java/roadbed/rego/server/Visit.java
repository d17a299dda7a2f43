package roadbed.rego.server;

/**
 * One request with what was read of it.
 *
 * @param number how many requests there were, this one included
 */
record Visit(Request request, Parameters parameters, long number) {
  boolean pretty() {
    return parameters.on("pretty");
  }

  /** Whether the caller wants to know how long it took. */
  boolean measured() {
    return parameters.on("metrics") || parameters.on("instrument");
  }

  boolean strict() {
    return parameters.on("strict-builtin-errors");
  }
}
