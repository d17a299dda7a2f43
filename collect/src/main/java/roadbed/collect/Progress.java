package roadbed.collect;

/** Told how far a collection is, after every file; drawing it, and how often, is the listener's business. */
@FunctionalInterface
public interface Progress {
  /** Nobody looks. */
  Progress NONE = (files, recognised, resources) -> {};

  /**
   * How far it is.
   *
   * @param files files looked at so far
   * @param recognised those of them that were recognised
   * @param resources resources found so far
   */
  void at(long files, long recognised, long resources);
}
