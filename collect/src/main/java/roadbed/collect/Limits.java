package roadbed.collect;

/**
 * How much a collection looks at, so that no input can make it run out of memory or time.
 *
 * @param files files looked at in one collection
 * @param folderDepth folders inside one another
 * @param resources resources kept in one collection
 * @param wholeBytes size of a file that is read as a whole: YAML and incident tables
 * @param streamedBytes size of a JSON document that is streamed, and of what a gzip file unpacks to
 * @param lookBytes how far into a JSON document its top-level keys are looked for
 * @param yamlDepth levels of a YAML document
 * @param yamlNodes nodes of a YAML file once its aliases are expanded
 * @param yamlDocuments documents of a YAML file
 * @param listed paths of unrecognised files, and diagnostics of one kind, that are listed one by one
 */
public record Limits(
    long files,
    int folderDepth,
    long resources,
    long wholeBytes,
    long streamedBytes,
    long lookBytes,
    int yamlDepth,
    int yamlNodes,
    int yamlDocuments,
    int listed) {

  /** Enough for what people have, and little enough for a laptop. */
  public static final Limits DEFAULT =
      new Limits(
          10_000_000, 200, 2_000_000, 64L << 20, 16L << 30, 256L << 20, 200, 4_000_000, 100_000, 1_000);

  public Limits {
    if (files < 1
        || folderDepth < 1
        || resources < 1
        || wholeBytes < 1
        || wholeBytes > Integer.MAX_VALUE - 8
        || streamedBytes < 1
        || lookBytes < 1
        || yamlDepth < 1
        || yamlDepth > 1_000
        || yamlNodes < 1
        || yamlDocuments < 1
        || listed < 1) {
      throw new IllegalArgumentException("every limit is positive, and a whole file fits an array");
    }
  }
}
