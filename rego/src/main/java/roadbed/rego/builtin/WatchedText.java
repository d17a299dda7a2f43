package roadbed.rego.builtin;

/**
 * A text that counts how much of it is read. A pattern may take as long for each character as it is large, and says
 * nothing while it matches; reading is where it can be watched.
 */
final class WatchedText implements CharSequence {
  private static final long SMALL = 200_000;
  private static final int INTERVAL = 64;

  private final String text;
  private final CallContext context;
  private final long cost;
  private int unread = INTERVAL;

  private WatchedText(CallContext context, String text, long size) {
    this.text = text;
    this.context = context;
    this.cost = INTERVAL * (1 + size / 8);
  }

  /** The text to match a pattern of this size against: itself where that cannot take long. */
  static CharSequence of(CallContext context, String text, long size) {
    return text.length() * size <= SMALL ? text : new WatchedText(context, text, size);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--unread == 0) {
      unread = INTERVAL;
      context.spend(cost);
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return text.subSequence(from, to);
  }

  @Override
  public String toString() {
    return text;
  }
}
