package roadbed.operate.notify;

/** Takes what happened and tells those who are to know; when it returns, that is on disk. */
@FunctionalInterface
public interface Notices {
  /**
   * Tells.
   *
   * @return false where it was told already
   */
  boolean tell(Notice notice);
}
